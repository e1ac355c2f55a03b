package io.moonlight.auth.faults;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the server, when everything works again, to all that it has acknowledged to a crowd. */
final class Check {

    private static final int A_FEW = 3;

    /** Addresses of which each tries one password, so that no limit is met. */
    private static final int ELSEWHERE = 0x80_0000;

    private final Stack stack;
    private final Observations seen;
    private final Map<String, Long> epochs;
    private int kept;
    private int mails;
    private int twice;
    private int logins;

    /** @param seen takes what is found broken */
    Check(Stack stack, Observations seen) throws SQLException {
        this.stack = stack;
        this.seen = seen;
        this.epochs = stack.postgres().numbers("SELECT email, session_epoch FROM users");
    }

    /** Looks at one person after the other. */
    void all(List<Person> people) {
        people.forEach(this::one);
    }

    /** How many acknowledged changes were asked for. */
    int kept() {
        return kept;
    }

    /** How many mails were owed. */
    int mails() {
        return mails;
    }

    /** How many mails came more than once. */
    int twice() {
        return twice;
    }

    private void one(Person person) {
        Optional<Long> epoch = Optional.ofNullable(epochs.get(person.email()));
        if (person.isRegistered() && epoch.isEmpty()) {
            seen.broken("the registration of " + person.email() + " is lost");
            return;
        }
        if (epoch.isEmpty()) {
            return;
        }
        kept += (person.isRegistered() ? 1 : 0)
                + person.changes()
                + person.endedSessions().size();
        passwords(person, epoch.get());
        sessions(person);
        person.usedCodes().forEach((type, code) -> usedCode(person, type, code));
        mails(person, epoch.get());
    }

    /** Each change moves the epoch on by one. */
    private void passwords(Person person, long epoch) {
        List<String> working =
                person.passwords().stream().filter(p -> login(person, p)).toList();
        if (working.size() != 1) {
            seen.broken(working.size() + " passwords of " + person.email() + " work");
            return;
        }
        boolean byDoubt = person.isRegistered()
                && !working.get(0).equals(person.passwords().get(0));
        if (epoch != person.changes() + (byDoubt ? 1 : 0)) {
            seen.broken("the password of " + person.email() + " was changed " + epoch + " times, not "
                    + person.changes() + (byDoubt ? " + 1" : ""));
        }
        person.formerPasswords().stream()
                .limit(A_FEW)
                .filter(former -> login(person, former))
                .forEach(former -> seen.broken("a former password of " + person.email() + " works"));
    }

    private boolean login(Person person, String password) {
        Outcome outcome = stack.client(ELSEWHERE + logins++, seen)
                .call("login", api -> api.post("login", "email", person.email(), "password", password));
        if (!outcome.is(200) && !outcome.is(401)) {
            seen.broken("a login of " + person.email() + " after all: " + outcome);
        }
        return outcome.is(200);
    }

    private void sessions(Person person) {
        for (Session session : person.sessions()) {
            expect(person, "refresh", Set.of(200), "refresh_token", session.refresh());
        }
        List<String> ended = person.endedSessions();
        for (String token : ended.subList(Math.max(0, ended.size() - A_FEW), ended.size())) {
            expect(person, "refresh", Set.of(401), "refresh_token", token);
        }
    }

    private void usedCode(Person person, String type, String code) {
        if (type.equals("register")) {
            String name = person.email().replaceFirst("@.*", "x");
            String call = "register";
            Set<Integer> refused = Set.of(400, 409);
            expect(
                    person,
                    call,
                    refused,
                    "email",
                    person.email(),
                    "code",
                    code,
                    "username",
                    name,
                    "password",
                    "a new secret");
        } else {
            expect(
                    person,
                    "reset-password",
                    Set.of(400),
                    "email",
                    person.email(),
                    "code",
                    code,
                    "new_password",
                    "a new secret");
        }
    }

    private void expect(Person person, String call, Set<Integer> statuses, Object... fields) {
        Outcome outcome = person.client().call(call, api -> api.post(call, fields));
        if (!statuses.contains(outcome.status())) {
            seen.broken(call + " by " + person.email() + " is not " + statuses + " but " + outcome);
        }
    }

    /** A change and its notice are one transaction; a code mail that comes again carries the same code. */
    private void mails(Person person, long changes) {
        Set<String> codes = new HashSet<>();
        int notices = 0;
        for (var mail : stack.mails().to(person.email())) {
            Optional<String> code = Mails.code(mail);
            if (code.isEmpty()) {
                notices++;
            } else if (!codes.add(code.get())) {
                twice++;
            }
        }
        if (notices < changes) {
            seen.broken(person.email() + " was told of " + notices + " changes of the password, not of " + changes);
        }
        mails += codes.size() + (int) changes;
        twice += notices - (int) changes;
    }
}
