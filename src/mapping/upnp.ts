/**
 * UPnP's Internet Gateway Device, as texts: the search (SSDP), where the description says that ports are mapped, and the questions about
 * them (SOAP). What a router sends is only looked through for a few tags: no XML is understood, so none can do harm.
 */

export const searchPort = 1900;
export const searchGroup = '239.255.255.250';

const devices = ['InternetGatewayDevice:1', 'InternetGatewayDevice:2'];
const services = ['WANIPConnection:2', 'WANIPConnection:1', 'WANPPPConnection:1'];
const schema = 'urn:schemas-upnp-org';

/** One search per version. @param host whom it is for: the group, or a router */
export function searches(host: string): string[] {
  return devices.map((device) =>
    [
      'M-SEARCH * HTTP/1.1',
      `HOST: ${host}:${searchPort}`,
      'MAN: "ssdp:discover"',
      'MX: 1',
      `ST: ${schema}:device:${device}`,
      '',
      '',
    ].join('\r\n'),
  );
}

/** Where the description is that an answer to a search names; only such that lies on `router` itself. */
export function locationIn(answer: string, router: string): URL | null {
  if (!/^HTTP\/1\.[01] 200/.test(answer)) return null;
  const line = answer.split(/\r?\n/).find((one) => one.toLowerCase().startsWith('location:'));
  return line ? urlOn(line.slice('location:'.length).trim(), router) : null;
}

export interface Service {
  readonly type: string;
  readonly url: URL;
}

/** The service that maps ports, by a device's description. */
export function serviceIn(description: string, base: URL): Service | null {
  const blocks = description.split('<service>').slice(1);
  for (const service of services) {
    const type = `${schema}:service:${service}`;
    const block = blocks.find((one) => tagIn(one, 'serviceType') === type);
    const path = block && tagIn(block, 'controlURL');
    const url = path ? urlOn(path, base.hostname, base) : null;
    if (url) return { type, url };
  }
  return null;
}

/** The content of the first such tag that holds no other; null: there is none. */
export function tagIn(text: string, tag: string): string | null {
  const from = text.indexOf(`<${tag}>`);
  const to = from < 0 ? -1 : text.indexOf(`</${tag}>`, from);
  return to < 0 ? null : text.slice(from + tag.length + 2, to).trim();
}

/** A question to a service, as the body of a POST; values must not need escaping. */
export function question(
  type: string,
  action: string,
  values: readonly (readonly [string, string])[],
): string {
  const inside = values.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return [
    '<?xml version="1.0"?>',
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"',
    ' s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>',
    `<u:${action} xmlns:u="${type}">${inside}</u:${action}></s:Body></s:Envelope>`,
  ].join('');
}

/** Nobody but the router is to be asked anything because of what it said. */
function urlOn(text: string, host: string, base?: URL): URL | null {
  try {
    const url = new URL(text, base);
    return url.protocol === 'http:' && url.hostname === host ? url : null;
  } catch {
    return null;
  }
}
