/**
 * An operator's trouble with a device: `code` for programs (an errno name such as EPERM, or ERR_TUNTAP_*), `message` a
 * sentence that says what was expected, what came, and what to do.
 */
export class TuntapError extends Error {
  constructor(code, message, cause) {
    super(message, cause ? { cause } : undefined);
    this.name = 'TuntapError';
    this.code = code;
  }
}

/** Says why a device could not be opened. */
export function openError(kind, name, cause) {
  const device = `${kind} device${name ? ` ${name}` : ''}`;
  const sentence = {
    EPERM: `opening a ${device} needs the right CAP_NET_ADMIN: run as root, or give the service that capability`,
    EACCES: `opening a ${device} needs access to /dev/net/tun: run as root, or allow this user to read and write it`,
    ENOENT: `opening a ${device} needs /dev/net/tun, which is missing: load the kernel module with "modprobe tun"`,
    ENODEV: `opening a ${device} needs the kernel's tun module, which is missing: load it with "modprobe tun"`,
    ENXIO: `opening a ${device} needs the kernel's tun module, which is missing: load it with "modprobe tun"`,
    EBUSY: `the ${device} is in use by another program: stop that program or choose another name`,
    EINVAL: `there is already a network interface ${name}, of another kind than ${kind}: choose another name`,
  }[cause.code];
  return new TuntapError(
    cause.code ?? 'ERR_TUNTAP',
    sentence ?? `the ${device} could not be opened: ${cause.message}`,
    cause,
  );
}

/** Says why a property of a device could not be read or set. */
export function propertyError(name, doing, cause) {
  const advice =
    {
      EPERM: '; this needs the right CAP_NET_ADMIN',
      // What the kernel says about IPv6 where a sysctl, or the kernel's own line, switches it off.
      EACCES: '; IPv6 is switched off on this machine (sysctl net.ipv6.conf.all.disable_ipv6)',
      EAFNOSUPPORT: '; this machine has no IPv6',
      EOPNOTSUPP: '; this machine has no IPv6',
    }[cause.code] ?? '';
  return new TuntapError(
    cause.code ?? 'ERR_TUNTAP',
    `${doing} of ${name} failed (${cause.message})${advice}`,
    cause,
  );
}
