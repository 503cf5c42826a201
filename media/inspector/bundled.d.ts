/** Pictures are bundled as their text, the style sheet beside the script. */

declare module '*.svg' {
  const text: string;
  export default text;
}

declare module '*.css' {}
