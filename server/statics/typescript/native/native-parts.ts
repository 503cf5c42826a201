/** What types of the native compiler's checker are made of. */

import type { Type } from 'typescript7/unstable/sync';
import { messageOf, remembered, rememberedPair } from '../../../text/text.ts';
import { type Checker, type CheckerSignature, type CheckerType, typeFlag } from '../checker.ts';
import type { Asked } from './native-asked.ts';

type Parts = Pick<
  Checker,
  | 'propertiesOf'
  | 'indexesOf'
  | 'signaturesOf'
  | 'returnType'
  | 'predicateType'
  | 'typeArguments'
  | 'aliasArguments'
  | 'isList'
  | 'partsOf'
  | 'constraintOf'
>;

/** Other types have no signatures, whatever is asked. */
const mayBeCalled =
  typeFlag.object |
  typeFlag.union |
  typeFlag.intersection |
  typeFlag.typeParameter |
  typeFlag.deferred |
  typeFlag.any;

/** Both compilers' numbers for the kinds of signatures. */
const kinds = { call: 0, construct: 1 } as const;

export function nativeParts(asked: Asked): Parts {
  return { ...members(asked), ...signatures(asked), ...components(asked) };
}

function members({ native, handles, typeOf }: Asked): Pick<Parts, 'propertiesOf' | 'indexesOf'> {
  return {
    propertiesOf: remembered((handle: CheckerType) =>
      native.getPropertiesOfType(typeOf(handle)).map((symbol) => handles.symbol(symbol)),
    ),
    indexesOf: remembered((handle: CheckerType) => {
      const type = typeOf(handle);
      return native
        .getIndexInfosOfType(native.getApparentType(type) ?? type)
        .map(({ keyType, valueType }) => ({ key: handles.type(keyType), value: handles.type(valueType) }));
    }),
  };
}

function signatures({
  native,
  handles,
  typeOf,
}: Asked): Pick<Parts, 'signaturesOf' | 'returnType' | 'predicateType'> {
  return {
    signaturesOf: rememberedPair((handle: CheckerType, kind: keyof typeof kinds) =>
      (handle.flags & mayBeCalled) === 0
        ? []
        : declared(() =>
            native
              .getSignaturesOfType(typeOf(handle), kinds[kind])
              .map((signature) => handles.signature(signature)),
          ),
    ),
    returnType: remembered((handle: CheckerSignature) =>
      handles.type(native.getReturnTypeOfSignature(handles.signatureOf(handle)) ?? native.getAnyType()),
    ),
    predicateType: remembered((handle: CheckerSignature) =>
      handles.optionalType(native.getTypePredicateOfSignature(handles.signatureOf(handle))?.type),
    ),
  };
}

/** The compiler fails on signatures that no text declares, such as a decorator's: they are left out. */
function declared(ask: () => readonly CheckerSignature[]): readonly CheckerSignature[] {
  try {
    return ask();
  } catch (error) {
    if (messageOf(error).includes('panic')) return [];
    throw error;
  }
}

type Components = Pick<Parts, 'typeArguments' | 'aliasArguments' | 'isList' | 'partsOf' | 'constraintOf'>;

function components({ native, handles, typeOf }: Asked): Components {
  const all = (types: readonly Type[]) => types.map((type) => handles.type(type));
  return {
    typeArguments: remembered((handle: CheckerType) => {
      const type = typeOf(handle);
      return type.isTypeReference() ? all(native.getTypeArguments(type)) : [];
    }),
    aliasArguments: remembered((handle: CheckerType) => {
      const given = typeOf(handle).getAliasTypeArguments();
      return given.length > 0 ? all(given) : undefined;
    }),
    isList: remembered((handle: CheckerType) => {
      const type = typeOf(handle);
      return type.isTypeReference() && (native.isArrayType(type) || native.isTupleType(type));
    }),
    partsOf: remembered((handle: CheckerType) => {
      const type = typeOf(handle);
      return type.isUnionType() || type.isIntersectionType() ? all(type.getTypes()) : [];
    }),
    constraintOf: remembered((handle: CheckerType) => {
      const isOpen = handle.flags & (typeFlag.typeParameter | typeFlag.deferred);
      return isOpen ? handles.optionalType(native.getBaseConstraintOfType(typeOf(handle))) : undefined;
    }),
  };
}
