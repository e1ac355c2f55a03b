package io.moonlight.auth.bootstrap.monitoring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.http.javalin.RequestObserver;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The figures of a server, in one registry of its own. What is measured is handed in; nothing here is asked by a call of
 * a user.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Closing ends the threads that look at the outbox and the parts.
 */
public final class Monitoring implements AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OutboxGauges outbox = new OutboxGauges(registry);
    private final PartGauges parts = new PartGauges(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param version of the program */
    public Monitoring(String version) {
        Gauge.builder("moonlight.build", () -> 1)
                .description("Always 1; the version is the label")
                .tag("version", version)
                .register(registry);
        List<MeterBinder> jvm = List.of(
                new ClassLoaderMetrics(),
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new FileDescriptorMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                collections);
        jvm.forEach(binder -> binder.bindTo(registry));
    }

    /** Counts and times requests. */
    public RequestObserver requests() {
        return new RequestMetrics(registry);
    }

    /** Counts events, beside those who write them down. */
    public AuthEvents events() {
        return new EventMetrics(registry);
    }

    /** The same mailer, its tries counted. */
    public Mailer metered(Mailer mailer) {
        return new MeteredMailer(mailer, registry);
    }

    /** Shows how the connections of the pool are used. */
    public void watch(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    /** Shows what the hashing lanes do. */
    public void watch(BcryptPasswordHasher passwords) {
        Gauge.builder("moonlight.hashing.lanes", passwords, BcryptPasswordHasher::lanes)
                .description("Passwords that can be hashed at once")
                .register(registry);
        Gauge.builder("moonlight.hashing.busy", passwords, BcryptPasswordHasher::busy)
                .description("Passwords that are being hashed")
                .register(registry);
        Gauge.builder("moonlight.hashing.queued", passwords, BcryptPasswordHasher::queued)
                .description("Passwords that wait for a lane")
                .register(registry);
        FunctionCounter.builder("moonlight.hashing.rejected", passwords, BcryptPasswordHasher::rejected)
                .description("Passwords refused because the queue was full")
                .register(registry);
        Gauge.builder("moonlight.hashing.effort", passwords, BcryptPasswordHasher::effort)
                .description("The bcrypt cost whose time every check of a password takes")
                .register(registry);
    }

    /** Shows what the audit trail has still to write, and what it could not. */
    public void watch(JdbiAuthEvents trail) {
        Gauge.builder("moonlight.audit.queued", trail, JdbiAuthEvents::queued)
                .description("Audit events that wait to be written")
                .register(registry);
        FunctionCounter.builder("moonlight.audit.lost", trail, JdbiAuthEvents::lost)
                .description("Audit events that were lost")
                .register(registry);
    }

    /** Looks at the outbox now and then, and shows what stands there. */
    public void watch(MailOutbox mails, InstantSource clock) {
        outbox.watch(mails, clock);
    }

    /** Looks now and then at what readiness looks at, and shows which parts work. */
    public void watch(Readiness readiness) {
        parts.watch(readiness);
    }

    /** @param shared whether the limits are counted together with the other servers now */
    public void watchLimits(BooleanSupplier shared) {
        Gauge.builder("moonlight.limiter.shared", () -> shared.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while limits are counted on Redis for all servers, 0 while each server counts by itself")
                .register(registry);
    }

    /** All figures in the text format of Prometheus, version 0.0.4. */
    String scrape() {
        return registry.scrape();
    }

    static String format() {
        return TEXT_FORMAT;
    }

    @Override
    public void close() {
        parts.close();
        outbox.close();
        collections.close();
        registry.close();
    }
}
