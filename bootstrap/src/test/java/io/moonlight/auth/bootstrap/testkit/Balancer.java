package io.moonlight.auth.bootstrap.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What a load balancer does, with connections that are kept: it asks each server five times a second whether it is ready,
 * and hands out those that are, in turn.
 */
public final class Balancer implements AutoCloseable {

    private record Backend(Api api, Api probe) {
        static Backend of(ServerProcess server) {
            return new Backend(Api.of(server.uri()), Api.of(server.managementUri()));
        }

        boolean isReady() {
            try {
                return probe.get("/health/ready").status() == 200;
            } catch (RuntimeException e) {
                return false;
            }
        }
    }

    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread prober = new Thread(this::run, "balancer");
    private volatile List<Backend> ready = List.of();

    public Balancer(List<ServerProcess> servers) {
        servers.forEach(server -> backends.add(Backend.of(server)));
        probe();
        prober.setDaemon(true);
        prober.start();
    }

    private void run() {
        while (!prober.isInterrupted()) {
            probe();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private synchronized void probe() {
        List<Backend> found = new ArrayList<>(backends);
        found.removeIf(backend -> !backend.isReady());
        ready = found;
    }

    /** The server whose turn it is. */
    public Api api() {
        List<Backend> now = ready;
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size())).api();
    }

    /** A server has come back elsewhere. */
    public void replace(int index, ServerProcess server) {
        backends.set(index, Backend.of(server));
        probe();
    }

    @Override
    public void close() {
        prober.interrupt();
    }
}
