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
 * The metrics of a server, in a registry of its own.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Closing ends the threads that read the outbox and the parts.
 */
public final class Monitoring implements AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OutboxGauges outbox = new OutboxGauges(registry);
    private final PartGauges parts = new PartGauges(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param version the version of the program */
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

    /** Returns an observer that counts and times requests. */
    public RequestObserver requests() {
        return new RequestMetrics(registry);
    }

    /** Returns a listener that counts events. */
    public AuthEvents events() {
        return new EventMetrics(registry);
    }

    /** Returns a mailer that counts the attempts of another one. */
    public Mailer metered(Mailer mailer) {
        return new MeteredMailer(mailer, registry);
    }

    /** Reports the use of the connection pool. */
    public void watch(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    /** Reports the load of the hashing lanes. */
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

    /** Reports what the audit trail has still to write, and what it could not write. */
    public void watch(JdbiAuthEvents trail) {
        Gauge.builder("moonlight.audit.queued", trail, JdbiAuthEvents::queued)
                .description("Audit events that wait to be written")
                .register(registry);
        FunctionCounter.builder("moonlight.audit.lost", trail, JdbiAuthEvents::lost)
                .description("Audit events that were lost")
                .register(registry);
    }

    /** Reports the mails in the outbox, which is read every ten seconds. */
    public void watch(MailOutbox mails, InstantSource clock) {
        outbox.watch(mails, clock);
    }

    /** Reports which parts work; they are checked every ten seconds. */
    public void watch(Readiness readiness) {
        parts.watch(readiness);
    }

    /** @param shared returns whether the limits are shared with the other servers now */
    public void watchLimits(BooleanSupplier shared) {
        Gauge.builder("moonlight.limiter.shared", () -> shared.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while limits are counted on Redis for all servers, 0 while each server counts by itself")
                .register(registry);
    }

    /** Returns all metrics in the text format of Prometheus, version 0.0.4. */
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
