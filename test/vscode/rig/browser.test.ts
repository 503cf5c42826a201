/** A browser starts from what npm brought, and the lack of one is told in one sentence. */

import { afterEach, expect, test, vi } from 'vitest';
import { launchBrowser } from './browser.ts';
import { bundledChromium } from './bundled-chromium.ts';

afterEach(() => vi.unstubAllEnvs());

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the bundled Chromium draws text',
  async () => {
    const chromium = await bundledChromium();
    vi.stubEnv('CHROME_PATH', chromium!.path);
    for (const [name, value] of Object.entries(chromium!.environment ?? {})) vi.stubEnv(name, value);
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.setContent('<span>i</span><br><span>wide</span>');
    const [narrow, wide] = await Promise.all([0, 1].map((at) => page.locator('span').nth(at).boundingBox()));
    await browser.close();
    expect(narrow!.width).toBeGreaterThan(0);
    expect(wide!.width).toBeGreaterThan(2 * narrow!.width);
  },
);

test('a browser that does not start is not replaced by another', async () => {
  vi.stubEnv('CHROME_PATH', '/nowhere/chrome');
  await expect(launchBrowser()).rejects.toThrow(
    /^No browser starts \(.*\/nowhere\/chrome.*\): install Chromium .* or set CHROME_PATH/,
  );
});
