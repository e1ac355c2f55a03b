package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A user who calls the server at random and remembers what it has promised: what was acknowledged holds, what got no
 * answer may hold or not. After a change of the latter kind the person rests, until {@link Check} finds out.
 */
final class Person {

    /** Within it a retired refresh token gets its successor; the server's is 10 s. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Client client;
    private final Mails mails;
    private final Random random;
    private final Crowd crowd;
    private final String name;
    private final List<Session> sessions = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Map<String, String> usedCodes = new LinkedHashMap<>();
    private final Set<String> passwords = new LinkedHashSet<>();
    private final List<String> former = new ArrayList<>();
    private boolean registered;
    private boolean unsure;
    private int changes;
    private int made;

    Person(Stack stack, Observations seen, Random random, int number, Crowd crowd) {
        this.client = stack.client(number, seen);
        this.mails = stack.mails();
        this.random = random;
        this.crowd = crowd;
        this.name = "person_" + number;
    }

    /** Asks for a code and registers with it. */
    void register() {
        CodeFlow flow = flow();
        if (flow.ask("register")) {
            register(flow);
        }
    }

    /** A registration for which a code has been asked. */
    void register(CodeFlow flow) {
        CodeFlow.End end = flow.use(
                0,
                (code, password) ->
                        post("register", "email", email(), "code", code, "username", name, "password", password));
        passwords.addAll(flow.passwords());
        unsure = end == CodeFlow.End.UNCLEAR;
        if (end == CodeFlow.End.DONE) {
            registered = true;
            usedCodes.put("register", flow.code());
            sessions.add(Session.of(flow.success().get()));
        }
    }

    /** Does something that needs no mail, or anything. */
    void act(boolean withMails) {
        if (sessions.isEmpty()) {
            login();
            return;
        }
        switch (random.nextInt(withMails ? 12 : 10)) {
            case 0, 1 -> login();
            case 2, 3, 4 -> refresh();
            case 5 -> logout();
            case 6 -> changePassword();
            case 7 -> checkEmail();
            case 8, 9 -> lookAtMyself();
            default -> resetPassword();
        }
    }

    private void login() {
        Outcome outcome = post("login", "email", email(), "password", password());
        if (outcome.is(200)) {
            sessions.add(Session.of(outcome.get()));
        } else if (!outcome.isUnclear()) {
            broken("cannot log in with the password: " + outcome);
        }
    }

    private void checkEmail() {
        Outcome outcome = post("check-email", "email", email());
        if (!outcome.isUnclear()
                && !(outcome.is(200) && outcome.get().data().path("exists").asBoolean())) {
            broken("is not known: " + outcome);
        }
    }

    private void lookAtMyself() {
        Session session = any();
        Outcome outcome = signedIn(session, "me", api -> api.get("/api/v1/users/me"));
        if (!outcome.isUnclear() && !outcome.is(200)) {
            broken("cannot use a session: " + outcome);
        }
    }

    /** What got no answer is tried again, as long as that must succeed. */
    private void refresh() {
        Session session = any();
        sessions.remove(session);
        long end = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() < end) {
            Outcome outcome = post("refresh", "refresh_token", session.refresh());
            if (outcome.is(200)) {
                sessions.add(Session.of(outcome.get()));
                return;
            }
            if (!outcome.isUnclear()) {
                broken("cannot refresh a session: " + outcome);
                return;
            }
            if (crowd.isEnough()) {
                return;
            }
            Pause.ofMillis(150);
        }
    }

    private void logout() {
        Session session = any();
        sessions.remove(session);
        Outcome outcome = post("logout", "refresh_token", session.refresh());
        if (!outcome.is(200)) {
            if (!outcome.isUnclear()) {
                broken("cannot log out: " + outcome);
            }
            return;
        }
        ended.add(session.refresh());
        Outcome after = signedIn(session, "me", api -> api.get("/api/v1/users/me"));
        if (!after.isUnclear() && !after.is(401)) {
            broken("has logged out, and can still use the session: " + after);
        }
    }

    private void changePassword() {
        changePassword(Supplier::get);
    }

    /** @param around makes the call that changes the password */
    void changePassword(Function<Supplier<Outcome>, Outcome> around) {
        Session session = any();
        String replacement = newPassword();
        Outcome outcome = around.apply(() -> signedIn(
                session,
                "password",
                api -> api.send(
                        "POST", "users/me/password", "current_password", password(), "new_password", replacement)));
        sessions.remove(session);
        if (outcome.is(200)) {
            changed(Set.of(replacement));
            sessions.add(session);
        } else if (outcome.isUnclear()) {
            mayHaveChanged(Set.of(replacement));
        } else {
            broken("cannot change the password: " + outcome);
        }
    }

    private void resetPassword() {
        int before = mails.to(email()).size();
        CodeFlow flow = flow();
        if (!flow.ask("reset_password")) {
            return;
        }
        CodeFlow.Use use =
                (code, password) -> post("reset-password", "email", email(), "code", code, "new_password", password);
        CodeFlow.End end = flow.use(before, use);
        if (end == CodeFlow.End.UNCLEAR) {
            mayHaveChanged(flow.passwords());
        }
        if (end == CodeFlow.End.DONE) {
            changed(flow.passwords());
            usedCodes.put("reset_password", flow.code());
            Outcome again = use.with(flow.code(), newPassword());
            if (!again.isUnclear() && !again.is(400)) {
                broken("could use a code twice: " + again);
            }
        }
    }

    /** All sessions are over; the one that is spared is not among them at this moment. */
    private void changed(Set<String> replacement) {
        former.addAll(passwords);
        passwords.clear();
        passwords.addAll(replacement);
        changes++;
        sessions.forEach(session -> ended.add(session.refresh()));
        sessions.clear();
    }

    private void mayHaveChanged(Set<String> replacements) {
        passwords.addAll(replacements);
        unsure = true;
        sessions.clear();
    }

    /** For a code of this person. */
    CodeFlow flow() {
        return new CodeFlow(client, mails, email(), this::newPassword, crowd::isEnough, crowd::isGone);
    }

    private Outcome post(String call, Object... fields) {
        return client.call(call, api -> api.post(call, fields));
    }

    private Outcome signedIn(Session session, String call, Function<Api, Answer> what) {
        return client.call(call, api -> what.apply(api.bearer(session.access())));
    }

    private Session any() {
        return sessions.get(random.nextInt(sessions.size()));
    }

    private String newPassword() {
        return "secret " + name.hashCode() % 1000 + " number " + ++made;
    }

    private String password() {
        return passwords.iterator().next();
    }

    private void broken(String how) {
        client.seen().broken(email() + " " + how);
    }

    Client client() {
        return client;
    }

    String email() {
        return name + "@moonlight.example";
    }

    /** Whether the server has said so. */
    boolean isRegistered() {
        return registered;
    }

    /** Whether something was asked of the server that may have been done or not. */
    boolean isUnsure() {
        return unsure;
    }

    /** One of them is the password: the acknowledged one comes first. */
    List<String> passwords() {
        return List.copyOf(passwords);
    }

    /** Passwords that must not work any more. */
    List<String> formerPasswords() {
        return List.copyOf(former);
    }

    /** How often the password was changed for certain. */
    int changes() {
        return changes;
    }

    /** Sessions that must work. */
    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** Refresh tokens that must not work. */
    List<String> endedSessions() {
        return List.copyOf(ended);
    }

    /** The codes that were used, by their type. */
    Map<String, String> usedCodes() {
        return Map.copyOf(usedCodes);
    }
}
