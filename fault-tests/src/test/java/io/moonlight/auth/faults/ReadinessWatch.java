package io.moonlight.auth.faults;

/** Asks ten times a second whether the servers are ready, in turn, as a balancer does. */
final class ReadinessWatch implements AutoCloseable {

    private final Observations seen = new Observations();
    private volatile boolean closed;

    ReadinessWatch(Stack stack) {
        Client client = stack.client(0, new Observations());
        Thread thread = new Thread(() -> watch(client), "readiness-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Client client) {
        while (!closed) {
            long begin = System.nanoTime();
            int status = client.ask(api -> api.get("/health/ready")).status();
            seen.add(new Seen("ready", begin, System.nanoTime(), status));
            Pause.ofMillis(100);
        }
    }

    Observations seen() {
        return seen;
    }

    @Override
    public void close() {
        closed = true;
    }
}
