package io.moonlight.auth.testkit.store;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.testkit.AuthStoreFixture;
import org.junit.jupiter.api.Nested;

/**
 * The contract of an {@link AuthStore}, all of its ports included. An implementation extends this class and says how an
 * empty store is made:
 *
 * <pre>{@code
 * class MySqlAuthStoreTest extends AuthStoreContract {
 *     @Override
 *     protected AuthStoreFixture emptyStore() {
 *         database.truncate();
 *         return new MySqlFixture(new MySqlAuthStore(database.dataSource()));
 *     }
 * }
 * }</pre>
 */
public abstract class AuthStoreContract {

    /** Returns an empty store. Called once per test; may empty the store of the previous test. */
    protected abstract AuthStoreFixture emptyStore();

    @Nested
    class Users extends UserRepositoryContract {}

    @Nested
    class Renames extends RenameContract {}

    @Nested
    class PasswordChanges extends PasswordChangeContract {}

    @Nested
    class PasswordResets extends PasswordResetContract {}

    @Nested
    class EmailChanges extends EmailChangeContract {}

    @Nested
    class AccountSwitches extends AccountSwitchContract {}

    @Nested
    class RoleChanges extends RolesContract {}

    @Nested
    class AdmittedCallers extends AdmittedCallerContract {}

    @Nested
    class UserLists extends UserListContract {}

    @Nested
    class UserImports extends UserImportContract {}

    @Nested
    class UserExports extends UserExportContract {}

    @Nested
    class LoginLookUps extends LoginLookUpContract {}

    @Nested
    class CodeLogins extends CodeLoginContract {}

    @Nested
    class Codes extends VerificationCodesContract {}

    @Nested
    class Invitations extends InvitationRepositoryContract {}

    @Nested
    class InvitationUses extends InvitationUseContract {}

    @Nested
    class Sessions extends SessionRepositoryContract {}

    @Nested
    class SessionEnds extends SessionEndContract {}

    @Nested
    class SessionLists extends SessionListContract {}

    @Nested
    class Outbox extends MailOutboxContract {}

    @Nested
    class MailTurns extends MailTurnsContract {}

    @Nested
    class MailRequests extends MailRequestContract {}

    @Nested
    class Sweeps extends HousekeepingContract {}
}
