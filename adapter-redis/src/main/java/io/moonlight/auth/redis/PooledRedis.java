package io.moonlight.auth.redis;

import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/** A client of one Redis. Jedis 7.0, which Spring Boot 4.0 chooses, has not yet the builder of later versions. */
final class PooledRedis extends UnifiedJedis {

    PooledRedis(ConnectionProvider connections) {
        super(connections, RedisProtocol.RESP2);
    }
}
