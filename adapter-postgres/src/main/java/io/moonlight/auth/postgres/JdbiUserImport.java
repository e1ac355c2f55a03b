package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.postgres.internal.row.ImportedRow;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.MovingSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final MovingSql statements;
    private final List<ImportedUser> users;
    private final TreeMap<Integer, ImportResult> results = new TreeMap<>();

    JdbiUserImport(MovingSql statements, List<ImportedUser> users) {
        this.statements = statements;
        this.users = users;
    }

    List<ImportResult> run(Instant now) {
        List<Integer> open = IntStream.range(0, users.size()).boxed().toList();
        while (!open.isEmpty()) {
            store(apart(open), now);
            open = open.stream().filter(place -> !results.containsKey(place)).toList();
        }
        return List.copyOf(results.values());
    }

    private void store(List<Integer> places, Instant now) {
        List<ImportedUser> batch = places.stream().map(users::get).toList();
        List<ImportedRow> rows = statements.importAll(
                column(batch, user -> Optional.of(user.email().value())),
                column(batch, user -> user.username().map(Username::value)),
                column(batch, user -> Optional.of(user.passwordHash().value())),
                column(batch, user -> Optional.of(Boolean.toString(user.active()))),
                column(batch, user -> Optional.of(Boolean.toString(user.verified()))),
                column(batch, user -> user.createdAt().map(Instant::toString)),
                column(batch, user -> Optional.of(String.join(",", user.roles().names()))),
                Times.cut(now));
        Map<String, ImportedRow> byEmail =
                rows.stream().collect(Collectors.toMap(ImportedRow::email, Function.identity()));
        for (int place : places) {
            ImportedUser user = users.get(place);
            Optional.ofNullable(byEmail.get(user.email().value()))
                    .ifPresent(row -> results.put(place, row.result(user)));
        }
    }

    /** Leaves out each user who shares the email or the username with an earlier one: what becomes of that one decides. */
    private List<Integer> apart(List<Integer> open) {
        List<Integer> places = new ArrayList<>(open.size());
        Set<String> emails = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int place : open) {
            boolean newEmail = emails.add(users.get(place).email().value());
            boolean newName = users.get(place)
                    .username()
                    .map(name -> names.add(name.key()))
                    .orElse(true);
            if (newEmail && newName) {
                places.add(place);
            }
        }
        return places;
    }

    private static String[] column(List<ImportedUser> batch, Function<ImportedUser, Optional<String>> value) {
        String[] column = new String[batch.size()];
        Arrays.setAll(column, i -> value.apply(batch.get(i)).orElse(null));
        return column;
    }
}
