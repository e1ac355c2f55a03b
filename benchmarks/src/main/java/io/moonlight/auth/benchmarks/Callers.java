package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The clients that the benchmarks let loose. */
final class Callers {

    private static final AtomicLong NEXT = new AtomicLong();

    private Callers() {}

    /** The same, with a pause before each call. */
    static Load.Callers paced(Duration pause, Load.Callers callers) {
        return client -> {
            Load.Caller caller = callers.of(client);
            return (last, first) -> {
                LockSupport.parkNanos(pause.toNanos());
                return caller.next(last, first);
            };
        };
    }

    /** Each logs in as one user after the other. */
    static Load.Callers logins(long users) {
        return client -> {
            AtomicLong number = new AtomicLong(client * 7_919L);
            return (last, first) -> Requests.login(Seed.email(number.getAndIncrement() % users + 1));
        };
    }

    /** Each asks about one address after the other, every second of which is a user's. */
    static Load.Callers checks(long users) {
        return client -> {
            AtomicLong number = new AtomicLong(client * 7_919L);
            return (last, first) -> {
                long n = number.getAndIncrement();
                return Requests.checkEmail((n % 2 == 0 ? "" : "no-") + Seed.email(n % users + 1));
            };
        };
    }

    /** Each has a session of its own, opened here, and refreshes it again and again. */
    static Load.Callers refreshes(URI server, int clients) throws IOException {
        List<String> tokens = signedIn(server, clients, "refresh_token");
        return client -> (last, first) ->
                Requests.refresh(first ? tokens.get(client) : Requests.field(last.body(), "refresh_token"));
    }

    /** Each asks who it is. */
    static Load.Callers me(URI server, int clients) throws IOException {
        List<String> tokens = signedIn(server, clients, "access_token");
        return client -> {
            byte[] request = Requests.get("/api/v1/users/me", tokens.get(client));
            return (last, first) -> request;
        };
    }

    /** Each asks whether the server is there. */
    static Load.Callers health() {
        byte[] request = Requests.get("/health", "");
        return client -> (last, first) -> request;
    }

    /** Each reads the first page of the users. */
    static Load.Callers adminLists() {
        byte[] request = Requests.get("/api/v1/admin/users?page=1&page_size=20", Stack.ADMIN_KEY);
        return client -> (last, first) -> request;
    }

    /** Each requests codes for addresses that were never used before. */
    static Load.Callers codes() {
        return client -> (last, first) -> Requests.sendCode("new" + NEXT.incrementAndGet() + "@example.org");
    }

    /** Each asks again and again whether its code would be taken. */
    static Load.Callers verifications(Stack stack, int clients) throws IOException, InterruptedException {
        List<String> emails = withCodes(stack, clients);
        return client -> {
            String email = emails.get(client);
            byte[] request = Requests.verifyCode(email, stack.mails().code(email));
            return (last, first) -> request;
        };
    }

    /** Each registers so many users, whose codes have been mailed before. */
    static Load.Callers registrations(Stack stack, int clients, int each) throws IOException, InterruptedException {
        List<String> emails = withCodes(stack, clients * each);
        return client -> {
            AtomicLong next = new AtomicLong();
            return (last, first) -> {
                int n = (int) next.getAndIncrement();
                if (n >= each) {
                    return Load.Caller.NOTHING_MORE;
                }
                String email = emails.get(client * each + n);
                return Requests.register(email, stack.mails().code(email), "New_" + NEXT.incrementAndGet());
            };
        };
    }

    private static List<String> withCodes(Stack stack, int count) throws IOException, InterruptedException {
        List<String> emails = new ArrayList<>();
        try (Connection connection = new Connection(stack.uri())) {
            for (int i = 0; i < count; i++) {
                emails.add("code" + NEXT.incrementAndGet() + "@example.org");
                expect(connection, Requests.sendCode(emails.get(i)));
            }
        }
        for (String email : emails) {
            for (int wait = 0; stack.mails().code(email).isEmpty(); wait++) {
                if (wait > 6_000) {
                    throw new IllegalStateException("no mail came for " + email);
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        return emails;
    }

    private static List<String> signedIn(URI server, int clients, String field) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (Connection connection = new Connection(server)) {
            for (int client = 0; client < clients; client++) {
                expect(connection, Requests.login(Seed.email(client + 1)));
                tokens.add(Requests.field(connection.body(), field));
            }
        }
        return tokens;
    }

    private static void expect(Connection connection, byte[] request) throws IOException {
        int status = connection.call(request);
        if (status != 200) {
            throw new IllegalStateException(status + " " + connection.body());
        }
    }
}
