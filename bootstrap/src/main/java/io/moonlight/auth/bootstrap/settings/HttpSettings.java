package io.moonlight.auth.bootstrap.settings;

import java.time.Duration;
import java.util.List;

/**
 * The HTTP server.
 *
 * @param host to listen on
 * @param port to listen on; 0 picks a free one
 * @param managementPort of health and metrics; 0 picks a free one
 * @param drain how long a server that is stopping serves on, so that balancers see that it is not ready
 * @param trustedProxies CIDR blocks of peers whose X-Forwarded-For is believed
 * @param corsAllowedOrigins origins that browsers may call from; if empty, in development those on this machine
 */
public record HttpSettings(
        String host,
        int port,
        int managementPort,
        Duration drain,
        List<String> trustedProxies,
        List<String> corsAllowedOrigins) {}
