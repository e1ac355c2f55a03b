package io.moonlight.auth.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The only script: applies pending changes, then acquires one from each budget or from none. It is sent by its hash, and in full
 * only to a server that does not know it yet. Runs on Redis 6.2 and later.
 *
 * <p>KEYS are those of the budgets, then those of the changes. ARGV is the number of budgets, capacity and time to
 * live (ms) of each budget, then the action of each change. The result is how many milliseconds to wait; 0 if acquired.
 */
final class LimitScript {

    static final String RELEASE = "release";
    static final String CLEAR = "clear";

    /*
     * A counter and its expiry are written by one command, so that every counter expires; one whose expiry another program has
     * removed gets a new one. PTTL returns 0 in a key's last millisecond, hence the + 1.
     */
    private static final String LUA = """
            local function taken(key)
              return tonumber(redis.call('GET', key) or '0')
            end
            local budgets = tonumber(ARGV[1])
            for i = budgets + 1, #KEYS do
              local count = taken(KEYS[i])
              if count == 1 or ARGV[budgets + i + 1] == 'clear' then
                redis.call('DEL', KEYS[i])
              elseif count > 1 then
                redis.call('DECR', KEYS[i])
              end
            end
            local wait = 0
            for i = 1, budgets do
              if taken(KEYS[i]) >= tonumber(ARGV[2 * i]) then
                local left = redis.call('PTTL', KEYS[i])
                if left < 0 then
                  left = tonumber(ARGV[2 * i + 1])
                  redis.call('PEXPIRE', KEYS[i], left)
                end
                wait = math.max(wait, left + 1)
              end
            end
            if wait == 0 then
              for i = 1, budgets do
                if redis.call('EXISTS', KEYS[i]) == 1 then
                  redis.call('INCR', KEYS[i])
                else
                  redis.call('SET', KEYS[i], 1, 'PX', ARGV[2 * i + 1])
                end
              end
            end
            return wait
            """;

    private final String sha = sha1(LUA);

    /** Runs the script; one round trip, except for the first run on a server. */
    long run(UnifiedJedis redis, List<String> keys, List<String> args) {
        Object millis;
        try {
            millis = redis.evalsha(sha, keys, args);
        } catch (JedisNoScriptException e) {
            millis = redis.eval(LUA, keys, args);
        }
        return (Long) millis;
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
