/** The rate limits of MoonLight Auth in Redis, shared by all servers. */
package io.moonlight.auth.redis;
