/**
 * TUN and TAP devices: `Tun`, `Tap` and `tuntap` as streams of packets, `Device` and `Batch` for programs that move
 * many packets and want none of them to cost an allocation.
 */
export { Batch, FIELDS, LENGTH, OFFSET, PEER, SEGMENT } from './batch.js';
export { Device } from './device.js';
export { TuntapError } from './errors.js';
export { Tap, Tun, TuntapStream, tuntap } from './stream.js';
