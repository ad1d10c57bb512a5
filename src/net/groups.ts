/** Multicast groups that beacons go to, by IP version ("ph"); none is carried past a router. */
export const beaconGroups = { 4: '239.255.112.104', 6: 'ff12::7068' } as const;
