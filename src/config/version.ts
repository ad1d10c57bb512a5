import about from '../../package.json' with { type: 'json' };

/** This program's version. A static import, so that a bundle carries it inside. */
export const version: string = about.version;
