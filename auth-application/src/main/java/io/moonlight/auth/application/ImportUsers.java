package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Use case: an administrator moves users of another system in, with their password hashes. The host application must
 * authorize the caller. No policy of admission is asked, and no mail is sent. An import that ended early is started again
 * from its beginning: users that are there already are not changed.
 *
 * <pre>{@code
 * try (ImportUsers.Run run = auth.importUsers().begin(ClientInfo.LOCAL)) {
 *     for (List<ImportedUser> page = old.nextPage(); !page.isEmpty(); page = old.nextPage()) {
 *         List<ImportResult> results = run.add(page);
 *     }
 * }
 * }</pre>
 */
public final class ImportUsers {

    /** A larger number would not fit into an event. */
    private static final long MAX_TOLD = 999_999_999;

    private final UserRepository users;
    private final PasswordHasher passwords;
    private final InstantSource clock;
    private final Audit audit;

    ImportUsers(UserRepository users, PasswordHasher passwords, InstantSource clock, Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
        this.audit = audit;
    }

    /** Begins an import, which is one event of the audit trail when it is closed. */
    public Run begin(ClientInfo client) {
        return new Run(requireNonNull(client, "client"));
    }

    /** @throws AuthException with {@link AuthError.InvalidValue} if users cannot be imported with this hash */
    public void requireReadable(PasswordHash hash) {
        if (!passwords.canImport(hash)) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.PASSWORD_HASH_UNREADABLE));
        }
    }

    private boolean isReadable(PasswordHash hash) {
        return hash.equals(PasswordHash.NONE) || passwords.canImport(hash);
    }

    /** One import. Not safe for several threads; any number of imports can run at once. */
    public final class Run implements AutoCloseable {

        private final ClientInfo client;
        private long created;
        private long existing;
        private long rejected;
        private boolean failed;

        private Run(ClientInfo client) {
            this.client = client;
        }

        /**
         * Stores these users, in batches of {@value UserRepository#MAX_IMPORTED}.
         *
         * @return a result for each user, in their order: {@link ImportResult.Rejected} with {@link AuthError.InvalidValue} if
         *     the password hash is not {@linkplain ImportUsers#requireReadable readable}, {@link AuthError.EmailTaken} or
         *     {@link AuthError.UsernameTaken}
         * @throws AuthUnavailableException if the store cannot answer; some of the users may have been stored then
         */
        public List<ImportResult> add(List<ImportedUser> all) {
            List<ImportResult> results = new ArrayList<>(all.size());
            for (int from = 0; from < all.size(); from += UserRepository.MAX_IMPORTED) {
                results.addAll(store(all.subList(from, Math.min(all.size(), from + UserRepository.MAX_IMPORTED))));
            }
            return results;
        }

        private List<ImportResult> store(List<ImportedUser> batch) {
            Iterator<ImportResult> stored = stored(batch.stream()
                            .filter(user -> isReadable(user.passwordHash()))
                            .toList())
                    .iterator();
            List<ImportResult> results = new ArrayList<>(batch.size());
            for (ImportedUser user : batch) {
                results.add(isReadable(user.passwordHash()) ? stored.next() : unreadable());
            }
            results.forEach(this::count);
            return results;
        }

        private List<ImportResult> stored(List<ImportedUser> batch) {
            try {
                return batch.isEmpty() ? List.of() : users.importAll(batch, clock.instant());
            } catch (RuntimeException e) {
                failed = true;
                throw e;
            }
        }

        private void count(ImportResult result) {
            if (result instanceof ImportResult.Created) {
                created++;
            } else if (result instanceof ImportResult.Existing) {
                existing++;
            } else {
                rejected++;
            }
        }

        private static ImportResult unreadable() {
            return new ImportResult.Rejected(new AuthError.InvalidValue(FieldProblem.PASSWORD_HASH_UNREADABLE));
        }

        /** Counts a user that the caller could not read. */
        public void reject() {
            rejected++;
        }

        /** Records what was done. */
        @Override
        public void close() {
            audit.tell(
                    failed ? AuthEvent.Type.ADMINISTRATION_FAILED : AuthEvent.Type.ADMINISTERED,
                    "import_created_" + told(created) + "_existing_" + told(existing) + "_rejected_" + told(rejected),
                    client);
        }

        private static long told(long count) {
            return Math.min(count, MAX_TOLD);
        }
    }
}
