/**
 * The browser client of MoonLight Auth. It uses cookie mode: the refresh token is in an HttpOnly cookie that no script can
 * read, the access token is in memory. The page must have the origin of the server, or one of its CORS_ALLOWED_ORIGINS on the
 * same site.
 */

/** A user, as the HTTP API returns it. */
export interface User {
  id: number;
  email: string;
  username: string;
  is_active: boolean;
  is_verified: boolean;
  created_at: string;
  roles: string[];
}

/** A field that the server rejected. */
export interface FieldError {
  field: string;
  message: string;
}

/** The fields of a registration. `code` comes from the mail that `POST auth/send-code` requests. */
export interface RegisterRequest {
  email: string;
  code: string;
  username: string;
  password: string;
}

/** The fields of a login. */
export interface LoginRequest {
  email: string;
  password: string;
}

/** The fields of a login by code. `code` comes from the mail that `POST auth/send-code` requests. */
export interface LoginByCodeRequest {
  email: string;
  code: string;
}

/** The error code of an answer, or NETWORK_ERROR if there was no answer. */
export type ErrorCode =
  | 'VALIDATION_ERROR'
  | 'AUTHENTICATION_ERROR'
  | 'INVALID_TOKEN'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'RATE_LIMIT_ERROR'
  | 'INTERNAL_ERROR'
  | 'SERVICE_UNAVAILABLE'
  | 'NETWORK_ERROR';

/** What a rejected call throws. */
export declare class AuthError extends Error {
  constructor(status: number, body?: { message?: string; error?: string; errors?: FieldError[]; retry_after?: number });
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  readonly code: ErrorCode;
  /** The wrong fields; may be empty. */
  readonly errors: FieldError[];
  /** Seconds to wait, with RATE_LIMIT_ERROR and SERVICE_UNAVAILABLE. */
  readonly retryAfter?: number;
}

export interface AuthOptions {
  /** The base path of the API. Default: `/api/v1` of the page's origin. */
  baseUrl?: string;
  /** Other origins to which `fetch` may send the access token. Default: only those of the page and of `baseUrl`. */
  origins?: string[];
  /** The language of messages, such as `zh`, for each call. Default: that of the browser. */
  language?: string | (() => string);
}

export interface AuthState {
  signedIn: boolean;
  /** The user of the last login or registration in one of the tabs; null after a reload: `GET users/me` returns it. */
  user: User | null;
}

export interface Auth {
  /** Registers and signs in. Throws an AuthError. */
  register(fields: RegisterRequest): Promise<User>;
  /** Signs in. Throws an AuthError. */
  login(fields: LoginRequest): Promise<User>;
  /** Signs in by a mailed code, where the server offers it (LOGIN_BY_CODE). Throws an AuthError. */
  loginByCode(fields: LoginByCodeRequest): Promise<User>;
  /** Signs out in all tabs. Throws an AuthError, and signs nobody out, if the server cannot be reached. */
  logout(): Promise<void>;
  /** Returns whether this browser is signed in; asks the server after a reload. Throws an AuthError if it does not answer. */
  isSignedIn(): Promise<boolean>;
  /**
   * Like `fetch`, with the access token; `path` is relative to `baseUrl`. Refreshes the token before it expires, or once
   * after a 401, and repeats the request. A body that can be read only once cannot be repeated. Throws a TypeError for an origin
   * that must not get the token, and an AuthError if there is no answer.
   */
  fetch(path: string | URL, init?: RequestInit): Promise<Response>;
  /** Calls `listener` after each sign-in and sign-out, in whatever tab. Returns a function that stops it. */
  onChange(listener: (state: AuthState) => void): () => void;
  /** Forgets the token and stops listening; signs nobody out. */
  dispose(): void;
}

/** Makes a client. During server-side rendering it sends no refresh: nobody is signed in there. */
export declare function createAuth(options?: AuthOptions): Auth;
