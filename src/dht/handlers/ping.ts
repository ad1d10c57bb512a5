import type { RequestHandler } from '../../link/types.js';
import { decodePingRequest, encodePingAnswer } from '../../wire/ping.js';

/** Answers a ping with our network time and the endpoint the asker is seen at. */
export function pingHandler(networkTime: () => number): RequestHandler {
  return (body, from) =>
    decodePingRequest(body) && encodePingAnswer({ time: networkTime(), seenAt: from.endpoint });
}
