/** The limits of MoonLight Auth, shared by all servers, on Redis. */
package io.moonlight.auth.redis;
