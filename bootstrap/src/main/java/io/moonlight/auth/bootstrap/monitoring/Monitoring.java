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
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a server, in a registry of its own.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Closing ends the thread that reads outbox and parts.
 */
public final class Monitoring implements AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PolledGauges polled = new PolledGauges(registry);
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
        gauge(
                "moonlight.hashing.lanes",
                "Passwords that can be hashed at once",
                passwords,
                BcryptPasswordHasher::lanes);
        gauge("moonlight.hashing.busy", "Passwords that are being hashed", passwords, BcryptPasswordHasher::busy);
        gauge("moonlight.hashing.queued", "Passwords that wait for a lane", passwords, BcryptPasswordHasher::queued);
        counter(
                "moonlight.hashing.rejected",
                "Passwords refused because the queue was full",
                passwords,
                BcryptPasswordHasher::rejected);
        gauge(
                "moonlight.hashing.effort",
                "The bcrypt cost whose time every check of a password takes",
                passwords,
                BcryptPasswordHasher::effort);
    }

    /** Reports what the audit trail has still to write, and what it could not write. */
    public void watch(JdbiAuthEvents trail) {
        gauge("moonlight.audit.queued", "Audit events that wait to be written", trail, JdbiAuthEvents::queued);
        counter("moonlight.audit.lost", "Audit events that were lost", trail, JdbiAuthEvents::lost);
    }

    /** Reports the mails in the outbox and which parts work; both are read every ten seconds. */
    public void poll(MailOutbox outbox, InstantSource clock, Readiness readiness) {
        polled.poll(outbox, clock, readiness);
    }

    /** @param shared returns whether the limits are shared with the other servers now */
    public void watchLimits(BooleanSupplier shared) {
        Gauge.builder("moonlight.limiter.shared", () -> shared.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while limits are counted on Redis for all servers, 0 while each server counts by itself")
                .register(registry);
    }

    private <T> void gauge(String name, String what, T source, ToDoubleFunction<T> figure) {
        Gauge.builder(name, source, figure).description(what).register(registry);
    }

    private <T> void counter(String name, String what, T source, ToDoubleFunction<T> figure) {
        FunctionCounter.builder(name, source, figure).description(what).register(registry);
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
        polled.close();
        collections.close();
        registry.close();
    }
}
