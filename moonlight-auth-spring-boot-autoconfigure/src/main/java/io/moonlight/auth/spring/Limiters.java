package io.moonlight.auth.spring;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.JdbiRateLimiter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Chooses where limits are counted. */
final class Limiters {

    private Limiters() {}

    /** @throws AuthStartException if the wanted place does not exist */
    static RateLimiter of(
            AuthProperties.Limiter wanted,
            ObjectProvider<RedisLimits> redis,
            ObjectProvider<JdbiDatabase> database,
            InstantSource clock) {
        RateLimiter local = new InMemoryRateLimiter(clock);
        return switch (wanted) {
            case MEMORY -> local;
            case REDIS ->
                shared(redis)
                        .map(limiter -> withFallback(limiter, local, clock))
                        .orElseThrow(Limiters::noRedis);
            case POSTGRES ->
                stored(database)
                        .map(limiter -> withFallback(limiter, local, clock))
                        .orElseThrow(Limiters::noDatabase);
            case AUTO ->
                shared(redis)
                        .or(() -> stored(database))
                        .map(limiter -> withFallback(limiter, local, clock))
                        .orElse(local);
        };
    }

    private static Optional<RateLimiter> shared(ObjectProvider<RedisLimits> redis) {
        return redis.stream().map(RedisLimits::limiter).findFirst();
    }

    private static Optional<RateLimiter> stored(ObjectProvider<JdbiDatabase> database) {
        return database.stream().<RateLimiter>map(JdbiRateLimiter::new).findFirst();
    }

    private static RateLimiter withFallback(RateLimiter limiter, RateLimiter local, InstantSource clock) {
        return new FallbackRateLimiter(limiter, local, clock);
    }

    private static AuthStartException noRedis() {
        return new AuthStartException(
                List.of("moonlight.auth.limiter is redis, and there is no Redis: add spring-boot-starter-data-redis"));
    }

    private static AuthStartException noDatabase() {
        return new AuthStartException(
                List.of(
                        "moonlight.auth.limiter is postgres, and users are not kept in PostgreSQL: define a bean of type RateLimiter"));
    }
}
