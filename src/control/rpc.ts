/** JSON-RPC 2.0 as plain values: requests read, answers made. Batches are not spoken: a client sends line by line. */

export type Id = string | number | null;

export interface Request {
  /** Undefined for a notification, which gets no answer. */
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: { readonly code: string };
}

/** The codes of the specification, and one of our own for an operator's mistake. */
export const rpcCode = {
  parse: -32700,
  request: -32600,
  method: -32601,
  internal: -32603,
  command: -32000,
} as const;

/** A request, or the error to answer with. Never throws. */
export function readRequest(line: string): Request | { id: Id; error: RpcError } {
  const value = parse(line);
  if (value === undefined) return refuse(null, rpcCode.parse, 'This line is not valid JSON.');
  if (!isObject(value)) {
    return refuse(null, rpcCode.request, 'Expected one JSON-RPC 2.0 request object per line.');
  }
  const { id, method, params = {} } = value;
  if (id !== undefined && !isId(id)) {
    return refuse(null, rpcCode.request, 'Expected "id" to be a string, a number or null.');
  }
  if (value.jsonrpc !== '2.0') return refuse(id ?? null, rpcCode.request, 'Expected "jsonrpc" to be "2.0".');
  if (typeof method !== 'string' || method === '') {
    return refuse(id ?? null, rpcCode.request, 'Expected "method" to be the name of a method.');
  }
  if (!isObject(params)) return refuse(id ?? null, rpcCode.request, 'Expected "params" to be an object.');
  return { id, method, params };
}

export interface Answer {
  readonly id: Id;
  readonly result?: unknown;
  readonly error?: RpcError;
}

export interface Notification {
  readonly method: string;
  readonly params: unknown;
}

/** What a client may receive; null for anything else. */
export function readAnswer(line: string): Answer | Notification | null {
  const value = parse(line);
  if (!isObject(value) || value.jsonrpc !== '2.0') return null;
  if (typeof value.method === 'string') return { method: value.method, params: value.params };
  if (!isId(value.id)) return null;
  const { error } = value;
  if (error === undefined) return 'result' in value ? { id: value.id, result: value.result } : null;
  if (!isObject(error) || typeof error.code !== 'number' || typeof error.message !== 'string') return null;
  const data = isObject(error.data) && typeof error.data.code === 'string' ? { code: error.data.code } : null;
  return { id: value.id, error: { code: error.code, message: error.message, ...(data ? { data } : {}) } };
}

/** One line to send, its end included. */
export function toLine(message: Answer | Notification | Request): string {
  return `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is Id {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function refuse(id: Id, code: number, message: string): { id: Id; error: RpcError } {
  return { id, error: { code, message } };
}
