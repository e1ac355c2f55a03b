package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.UserRepository;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Use case: an administrator reads all users. The host application must authorize the caller. */
public final class ExportUsers {

    private static final int PAGE = 1000;

    /**
     * @param withHashes whether password hashes are read, too: an event of its own
     * @param client the client
     */
    public record Command(boolean withHashes, ClientInfo client) {
        /** @throws NullPointerException if the client is missing */
        public Command {
            requireNonNull(client, "client");
        }
    }

    private final UserRepository users;
    private final Audit audit;

    ExportUsers(UserRepository users, Audit audit) {
        this.users = users;
        this.audit = audit;
    }

    /**
     * Returns all users in the order of their ids. They are read page by page, each by a statement of its own: changes that
     * happen in the meantime may be seen or not, and between two pages nothing is held in the database. The event is recorded
     * before the first user is returned.
     *
     * @return not safe for several threads; throws {@link AuthUnavailableException} where a page cannot be read
     * @throws AuthUnavailableException if the store cannot answer
     */
    public Iterator<ExportedUser> handle(Command command) {
        AuditedCall call = command.withHashes() ? AuditedCall.ADMIN_EXPORT_HASHES : AuditedCall.ADMIN_EXPORT_USERS;
        return audit.watch(
                call,
                command.client(),
                record -> new Pages(command.withHashes(), users.export(Optional.empty(), PAGE)));
    }

    private final class Pages implements Iterator<ExportedUser> {

        private final boolean withHashes;
        private List<ExportedUser> page;
        private int next;

        Pages(boolean withHashes, List<ExportedUser> first) {
            this.withHashes = withHashes;
            this.page = first;
        }

        @Override
        public boolean hasNext() {
            if (next == page.size() && next == PAGE) {
                UserId last = page.get(PAGE - 1).user().id();
                page = users.export(Optional.of(last), PAGE);
                next = 0;
            }
            return next < page.size();
        }

        @Override
        public ExportedUser next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ExportedUser user = page.get(next++);
            return withHashes ? user : user.withoutHash();
        }
    }
}
