package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * How mails are sent. Credentials without TLS are accepted for a mail server on this machine alone
 * ({@code localhost} or a loopback address, judged by its spelling).
 *
 * @param host name or address of the mail server
 * @param port 1 to 65535
 * @param tls how the connection is protected
 * @param from the sender
 * @param credentials empty: no login
 * @param connectTimeout for each address of the host: 1 ms to 1 min; 5 s
 * @param readTimeout for each answer of the server: 1 ms to 5 min; 10 s
 * @param totalTimeout for a whole mail: 1 ms to 10 min; 30 s. There is no timeout for
 *     writes: a whole mail fits into the buffer of the socket
 * @param tlsSockets the trusted certificates; empty: those that the JVM trusts
 */
public record SmtpOptions(
        String host,
        int port,
        SmtpTls tls,
        Sender from,
        Optional<SmtpCredentials> credentials,
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        Optional<SSLSocketFactory> tlsSockets) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    /** @throws IllegalArgumentException naming everything that is wrong */
    public SmtpOptions {
        requireNonNull(tls, "tls");
        requireNonNull(from, "from");
        List<String> problems = new ArrayList<>();
        if (!HOST.matcher(requireNonNull(host, "host")).matches()) {
            problems.add("host must be a host name or an IP address");
        }
        if (port < 1 || port > 65_535) {
            problems.add("port must be 1 to 65535");
        }
        checkRange(problems, "connectTimeout", connectTimeout, Duration.ofMinutes(1));
        checkRange(problems, "readTimeout", readTimeout, Duration.ofMinutes(5));
        checkRange(problems, "totalTimeout", totalTimeout, Duration.ofMinutes(10));
        if (credentials.isPresent() && tls == SmtpTls.NONE && !isLoopback(host)) {
            problems.add("credentials need TLS unless the host is this machine");
        }
        requireNonNull(tlsSockets, "tlsSockets");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("SMTP is not ready: " + String.join("; ", problems));
        }
    }

    private static void checkRange(List<String> problems, String name, Duration value, Duration max) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(max) > 0) {
            problems.add(name + " must be 1 ms to " + max.toSeconds() + " s");
        }
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Starts a builder with the required parts. */
    public static Builder builder(String host, int port, SmtpTls tls, Sender from) {
        return new Builder(host, port, tls, from);
    }

    /** Builds {@link SmtpOptions}. Not thread-safe. */
    public static final class Builder {

        private final String host;
        private final int port;
        private final SmtpTls tls;
        private final Sender from;
        private Optional<SmtpCredentials> credentials = Optional.empty();
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration readTimeout = Duration.ofSeconds(10);
        private Duration totalTimeout = Duration.ofSeconds(30);
        private Optional<SSLSocketFactory> tlsSockets = Optional.empty();

        private Builder(String host, int port, SmtpTls tls, Sender from) {
            this.host = host;
            this.port = port;
            this.tls = tls;
            this.from = from;
        }

        /** Sets the login; default: none. */
        public Builder credentials(SmtpCredentials credentials) {
            this.credentials = Optional.of(credentials);
            return this;
        }

        /** For each address of the host; default 5 s. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /** For each answer; default 10 s. */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = timeout;
            return this;
        }

        /** For a whole mail; default 30 s. */
        public Builder totalTimeout(Duration timeout) {
            this.totalTimeout = timeout;
            return this;
        }

        /** Sets the trusted certificates; the server's name is checked in any case. */
        public Builder tlsSockets(SSLSocketFactory factory) {
            this.tlsSockets = Optional.of(factory);
            return this;
        }

        /** @throws IllegalArgumentException naming everything that is wrong */
        public SmtpOptions build() {
            return new SmtpOptions(
                    host, port, tls, from, credentials, connectTimeout, readTimeout, totalTimeout, tlsSockets);
        }
    }
}
