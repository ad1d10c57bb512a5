import type { Link, RequestHandler } from '../../link/types.js';
import { decodePingRequest, encodePingAnswer } from '../../wire/ping.js';
import { noStanding, type Standing } from '../../wire/standing.js';

/** Answers a ping with our network time, how we can be reached, and the endpoint the asker is seen at. */
export function pingHandler(
  networkTime: () => number,
  standing: () => Standing = () => noStanding,
  said: (link: Link, standing: Standing) => void = () => {},
): RequestHandler {
  return (body, from) => {
    const request = decodePingRequest(body);
    if (!request) return null;
    said(from, request.standing);
    return encodePingAnswer({ time: networkTime(), standing: standing(), seenAt: from.endpoint });
  };
}
