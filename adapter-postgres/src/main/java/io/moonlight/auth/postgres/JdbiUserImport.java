package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.postgres.internal.row.ImportedRow;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.MovingSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stores a list of users by as few statements as possible: one, unless users of the list share a name or others interfere. */
final class JdbiUserImport {

    /** A round meets a concurrent change, and the next one finds what that has stored: this many in a row have another reason. */
    private static final int MAX_IDLE_ROUNDS = 20;

    private final MovingSql statements;
    private final List<ImportedUser> users;
    private final TreeMap<Integer, ImportResult> results = new TreeMap<>();
    private final Set<String> takenNames = new HashSet<>();

    JdbiUserImport(MovingSql statements, List<ImportedUser> users) {
        this.statements = statements;
        this.users = users;
    }

    List<ImportResult> run(Instant now) {
        List<Integer> open = IntStream.range(0, users.size()).boxed().toList();
        int idle = 0;
        while (!open.isEmpty()) {
            int answered = results.size();
            answer(open, store(apart(open), now));
            open = open.stream().filter(place -> !results.containsKey(place)).toList();
            idle = results.size() > answered ? 0 : idle + 1;
            if (idle == MAX_IDLE_ROUNDS) {
                throw neitherStoredNorFound();
            }
        }
        return List.copyOf(results.values());
    }

    private static AuthUnavailableException neitherStoredNorFound() {
        String reason = "an imported user is neither stored nor found, as if a trigger omitted the row";
        return new AuthUnavailableException("database", reason, new IllegalStateException(reason));
    }

    private Map<String, ImportedRow> store(List<ImportedUser> batch, Instant now) {
        List<ImportedRow> rows = statements.importAll(
                column(batch, user -> Optional.of(user.email().value())),
                column(batch, user -> user.username().map(Username::value)),
                column(batch, user -> Optional.of(user.passwordHash().value())),
                column(batch, user -> Optional.of(Boolean.toString(user.active()))),
                column(batch, user -> Optional.of(Boolean.toString(user.verified()))),
                column(batch, user -> user.createdAt().map(Instant::toString)),
                column(batch, user -> Optional.of(String.join(",", user.roles().names()))),
                Times.cut(now));
        return rows.stream().collect(Collectors.toMap(ImportedRow::email, Function.identity()));
    }

    /** The row of an email is that of the first user with it; it answers the further ones, too, unless the email is free. */
    private void answer(List<Integer> open, Map<String, ImportedRow> rows) {
        Map<String, ImportedRow> next = new HashMap<>(rows);
        for (int place : open) {
            ImportedUser user = users.get(place);
            ImportedRow row = next.remove(user.email().value());
            if (row != null) {
                results.put(place, row.result(user));
                row.name().or(() -> user.username().map(Username::key)).ifPresent(takenNames::add);
                if (row.id().isPresent()) {
                    next.put(row.email(), row.forAnother());
                }
            }
        }
    }

    /**
     * Leaves out each user who shares the email, or a username that is not known to be taken, with an earlier one: what becomes
     * of that one decides.
     */
    private List<ImportedUser> apart(List<Integer> open) {
        List<ImportedUser> batch = new ArrayList<>(open.size());
        Set<String> emails = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int place : open) {
            ImportedUser user = users.get(place);
            boolean newEmail = emails.add(user.email().value());
            boolean newName = user.username()
                    .map(name -> takenNames.contains(name.key()) || names.add(name.key()))
                    .orElse(true);
            if (newEmail && newName) {
                batch.add(user);
            }
        }
        return batch;
    }

    private static String[] column(List<ImportedUser> batch, Function<ImportedUser, Optional<String>> value) {
        String[] column = new String[batch.size()];
        Arrays.setAll(column, i -> value.apply(batch.get(i)).orElse(null));
        return column;
    }
}
