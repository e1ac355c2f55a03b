package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.testkit.Samples;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovingTest {

    private static final ImportResult UNREADABLE =
            new ImportResult.Rejected(new AuthError.InvalidValue(FieldProblem.PASSWORD_HASH_UNREADABLE));

    private final Backend backend = new Backend();
    private final ImportUsers imports = backend.auth.importUsers();
    private final ClientInfo desk = Samples.client("192.0.2.1");
    private final PasswordHash hash =
            new InMemoryPasswordHasher(Samples.random()).hash(new RawPassword(Backend.PASSWORD), ClientInfo.LOCAL);

    private static ImportedUser user(EmailAddress email, PasswordHash hash) {
        return new ImportedUser(email, Optional.empty(), hash, true, false, Optional.empty(), Roles.NONE);
    }

    private List<ImportResult> imported(ImportedUser... users) {
        try (ImportUsers.Run run = imports.begin(desk)) {
            return run.add(List.of(users));
        }
    }

    private List<ExportedUser> exported(boolean withHashes) {
        List<ExportedUser> all = new ArrayList<>();
        backend.auth
                .exportUsers()
                .handle(new ExportUsers.Command(withHashes, desk))
                .forEachRemaining(all::add);
        return all;
    }

    @Test
    void login_ofAnImportedUser_takesTheOldPassword() {
        EmailAddress email = Samples.email();

        ImportResult result = imported(user(email, hash)).get(0);

        assertThat(new ImportResult.Created(
                        backend.login(email, Backend.PASSWORD, desk).user().id()))
                .isEqualTo(result);
    }

    @Test
    void login_ofAUserWithoutAPassword_isAWrongPasswordUntilTheReset() {
        EmailAddress email = Samples.email();
        imported(user(email, PasswordHash.NONE));

        for (String attempt : List.of("!", "", Backend.PASSWORD)) {
            assertThat(refusal(() -> backend.login(email, attempt, desk))).isEqualTo(new AuthError.BadCredentials());
        }
        backend.reset(email, "a new password");

        SignedIn signedIn = backend.login(email, "a new password", desk);
        backend.auth
                .account()
                .delete()
                .handle(new DeleteAccount.Command(
                        backend.principal(signedIn), new PasswordAttempt("a new password"), desk));
    }

    @Test
    void add_ofAnUnreadableHash_rejectsThatUserAlone() {
        PasswordHash unreadable = new PasswordHash("$1$md5");

        List<ImportResult> results = imported(
                user(Samples.email(), unreadable), user(Samples.email(), hash), user(Samples.email(), unreadable));

        assertThat(results.get(0)).isEqualTo(UNREADABLE);
        assertThat(results.get(1)).isInstanceOf(ImportResult.Created.class);
        assertThat(results.get(2)).isEqualTo(UNREADABLE);
        assertThat(refusal(() -> imports.requireReadable(unreadable)))
                .isEqualTo(new AuthError.InvalidValue(FieldProblem.PASSWORD_HASH_UNREADABLE));
        imports.requireReadable(hash);
    }

    @Test
    void add_ofMoreThanABatch_storesAllOfThem() {
        List<ImportedUser> users = new ArrayList<>();
        for (int i = 0; i < 2 * UserRepository.MAX_IMPORTED + 1; i++) {
            users.add(user(Samples.email(), PasswordHash.NONE));
        }

        List<ImportResult> results = imported(users.toArray(ImportedUser[]::new));

        assertThat(results).hasSameSizeAs(users).allMatch(result -> result instanceof ImportResult.Created);
        assertThat(exported(false))
                .extracting(each -> each.user().email())
                .containsExactlyElementsOf(
                        users.stream().map(ImportedUser::email).toList());
    }

    @Test
    void close_recordsOneEventWithWhatWasDone() {
        ImportedUser known = user(Samples.email(), hash);
        imported(known);
        try (ImportUsers.Run run = imports.begin(desk)) {
            run.add(List.of(known, user(Samples.email(), hash)));
            run.reject();
            run.add(List.of(user(Samples.email(), new PasswordHash("?")), user(Samples.email(), hash)));
        }

        assertThat(backend.recorded(AuthEvent.Type.ADMINISTERED))
                .extracting(AuthEvent::detail, AuthEvent::client)
                .containsExactly(
                        tuple("import_created_1_existing_0_rejected_0", desk),
                        tuple("import_created_2_existing_1_rejected_2", desk));
    }

    @Test
    void export_withoutHashes_keepsThemBackAndIsAnotherEvent() {
        imported(user(Samples.email(), hash), user(Samples.email(), PasswordHash.NONE));

        assertThat(exported(false)).extracting(ExportedUser::passwordHash).containsOnly(PasswordHash.NONE);
        assertThat(backend.recorded(AuthEvent.Type.HASHES_EXPORTED)).isEmpty();
        assertThat(exported(true)).extracting(ExportedUser::passwordHash).containsExactly(hash, PasswordHash.NONE);

        assertThat(backend.recorded(AuthEvent.Type.HASHES_EXPORTED))
                .extracting(AuthEvent::detail, AuthEvent::client)
                .containsExactly(tuple("admin_export_hashes", desk));
        assertThat(backend.recorded(AuthEvent.Type.ADMINISTERED))
                .extracting(AuthEvent::detail)
                .containsExactly("import_created_2_existing_0_rejected_0", "admin_export_users");
    }

    @Test
    void export_recordsTheEventBeforeTheFirstUserAndEndsOnce() {
        imported(user(Samples.email(), hash));

        Iterator<ExportedUser> users = backend.auth.exportUsers().handle(new ExportUsers.Command(true, desk));

        assertThat(backend.recorded(AuthEvent.Type.HASHES_EXPORTED)).hasSize(1);
        users.next();
        assertThat(users.hasNext()).isFalse();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }
}
