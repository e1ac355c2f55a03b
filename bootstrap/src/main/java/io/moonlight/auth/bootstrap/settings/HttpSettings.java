package io.moonlight.auth.bootstrap.settings;

import java.util.List;

/**
 * The HTTP server.
 *
 * @param host to listen on
 * @param port to listen on; 0 picks a free one
 * @param trustedProxies CIDR blocks of peers whose X-Forwarded-For is believed
 * @param corsAllowedOrigins origins that browsers may call from
 */
public record HttpSettings(String host, int port, List<String> trustedProxies, List<String> corsAllowedOrigins) {}
