/** The rate limits of MoonLight Auth in Redis, shared by all servers. */
@NullMarked
package io.moonlight.auth.redis;

import org.jspecify.annotations.NullMarked;
