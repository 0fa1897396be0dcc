// Security schemes and requirements, Swagger 2.0 ones in OpenAPI 3 terms.

import type {
  Credentials,
  Keyed,
  OAuthFlow,
  ParameterLocation,
  RequiredScheme,
  SecurityScheme,
} from '../../model/api.ts';
import type { SpecDocument } from '../../model/document.ts';
import { isArray, isObject, own, text } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import { childObject, entriesOf, isNoExtension, type Located, members, objects } from './objects.ts';
import { NOTHING_UNREAD, unreadOf } from './unread.ts';

/** The security schemes that the document defines, by their key in it. */
export function readSecuritySchemes(document: SpecDocument, root: Located): ReadonlyMap<string, SecurityScheme> {
  const holder = document.dialect === 'swagger-2.0' ? root : childObject(document, root, 'components');
  if (holder === undefined) return new Map();
  const key = document.dialect === 'swagger-2.0' ? 'securityDefinitions' : 'securitySchemes';
  return new Map(objects(document, holder, key).map(([name, located]) => [name, readScheme(name, located, document)]));
}

function readScheme(name: string, located: Located, document: SpecDocument): SecurityScheme {
  const { raw, pointer } = located;
  const common = {
    pointer,
    name,
    carrier: undefined,
    flows: [],
    openIdConnectUrl: undefined,
    oauth2MetadataUrl: text(raw, 'oauth2MetadataUrl'),
    deprecated: own(raw, 'deprecated') === true,
    unread: unreadOf('securityScheme', located),
  };
  switch (text(raw, 'type')) {
    case 'basic':
      return { ...common, type: 'http', wire: 'http basic' };
    case 'http':
      return { ...common, type: 'http', wire: `http ${(text(raw, 'scheme') ?? '').toLowerCase()}` };
    case 'apiKey': {
      const place = location(text(raw, 'in'));
      const carried = text(raw, 'name') ?? '';
      const key = place === 'header' ? carried.toLowerCase() : carried;
      return { ...common, type: 'apiKey', wire: `apiKey in ${place} ${key}`, carrier: { in: place, name: key } };
    }
    case 'oauth2':
      return { ...common, type: 'oauth2', wire: 'oauth2', flows: readFlows(located, document) };
    case 'openIdConnect': {
      const url = text(raw, 'openIdConnectUrl');
      return { ...common, type: 'openIdConnect', wire: `openIdConnect ${url ?? ''}`, openIdConnectUrl: url };
    }
    case 'mutualTLS':
      return { ...common, type: 'mutualTLS', wire: 'mutualTLS' };
    default:
      return { ...common, type: 'unknown', wire: `unknown ${name}` };
  }
}

function location(written: string | undefined): ParameterLocation {
  return written === 'query' || written === 'cookie' ? written : 'header';
}

const SWAGGER2_FLOWS: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

function readFlows(scheme: Located, document: SpecDocument): OAuthFlow[] {
  const flow = text(scheme.raw, 'flow');
  if (flow !== undefined) return [readFlow(SWAGGER2_FLOWS[flow] ?? flow, scheme)];
  return objects(document, scheme, 'flows')
    .filter(isNoExtension)
    .map(([name, located]) => readFlow(name, located));
}

function readFlow(name: string, { raw, pointer }: Located): OAuthFlow {
  const scopes = own(raw, 'scopes');
  return {
    pointer,
    name,
    authorizationUrl: text(raw, 'authorizationUrl'),
    tokenUrl: text(raw, 'tokenUrl'),
    refreshUrl: text(raw, 'refreshUrl'),
    deviceAuthorizationUrl: text(raw, 'deviceAuthorizationUrl'),
    scopes: isObject(scopes)
      ? Object.keys(scopes)
          .filter((scope) => !scope.startsWith('x-'))
          .sort()
      : [],
  };
}

/** The sets of credentials that `holder` says suffice, or `undefined` when it says nothing. */
export function readRequirements(
  holder: Located,
  schemes: ReadonlyMap<string, SecurityScheme>,
): Keyed<readonly Credentials[]> | undefined {
  if (!isArray(own(holder.raw, 'security'))) return undefined;
  const value = members(holder, 'security').flatMap((target): Credentials[] => {
    if (!isObject(target.value)) return [];
    const required = entriesOf({ raw: target.value, pointer: target.pointer }).map(
      ([name, { value: scopes }]): RequiredScheme => ({
        scheme: schemes.get(name) ?? undefinedScheme(name, target.pointer),
        scopes: isArray(scopes) ? [...new Set(scopes.filter((scope) => typeof scope === 'string'))].sort() : [],
      }),
    );
    return [{ pointer: target.pointer, schemes: required }];
  });
  const pointer = below(holder.pointer, 'security');
  return { pointer, value: value.length === 0 ? [{ pointer, schemes: [] }] : value };
}

/** A scheme that is required and nowhere defined: equal to others of its name, and to nothing else. */
function undefinedScheme(name: string, pointer: string): SecurityScheme {
  return {
    pointer,
    name,
    wire: `undefined ${name}`,
    type: 'unknown',
    carrier: undefined,
    flows: [],
    openIdConnectUrl: undefined,
    oauth2MetadataUrl: undefined,
    deprecated: false,
    unread: NOTHING_UNREAD,
  };
}
