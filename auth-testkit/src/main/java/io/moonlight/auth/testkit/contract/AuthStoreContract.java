package io.moonlight.auth.testkit.contract;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.testkit.AuthStoreFixture;
import io.moonlight.auth.testkit.Store;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link AuthStore} must do: the contracts of all ports that keep state, as one class to extend. A subclass
 * says how an empty store is made, and is a whole proof.
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
 *
 * <p>The contracts by themselves are there, too, for those who have one port ready before the others, or want to add tests
 * of their own to one.
 */
public abstract class AuthStoreContract {

    private AuthStoreFixture latest;

    /** An empty store; it is asked for once per test. May empty the one that the test before has used. */
    protected abstract AuthStoreFixture emptyStore();

    private Store open() {
        latest = emptyStore();
        return latest;
    }

    /** The users. */
    @Nested
    class Users extends UserRepositoryContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Their names. */
    @Nested
    class Renames extends RenameContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Their passwords. */
    @Nested
    class PasswordChanges extends PasswordChangeContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Their passwords, by code. */
    @Nested
    class PasswordResets extends PasswordResetContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Their addresses. */
    @Nested
    class EmailChanges extends EmailChangeContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Their accounts, switched off, on, and deleted. */
    @Nested
    class AccountSwitches extends AccountSwitchContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Changes by callers who are put out meanwhile. */
    @Nested
    class AdmittedCallers extends AdmittedCallerContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The lists of them. */
    @Nested
    class UserLists extends UserListContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** What a login looks up. */
    @Nested
    class LoginLookUps extends LoginLookUpContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The verification codes. */
    @Nested
    class Codes extends VerificationCodesContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The sessions. */
    @Nested
    class Sessions extends SessionRepositoryContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The ends of sessions. */
    @Nested
    class SessionEnds extends SessionEndContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The lists of sessions. */
    @Nested
    class SessionLists extends SessionListContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The mails to be sent. */
    @Nested
    class Outbox extends MailOutboxContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** Which of them is next. */
    @Nested
    class MailTurns extends MailTurnsContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** How mails get there. */
    @Nested
    class MailRequests extends MailRequestContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** The transactions. */
    @Nested
    class TransactionsOfAll extends TransactionsContract {
        @Override
        protected Store emptyStore() {
            return open();
        }
    }

    /** What removes from all of them what nothing needs any more. */
    @Nested
    class Sweeps extends HousekeepingContract {
        @Override
        protected Store emptyStore() {
            return open();
        }

        @Override
        protected Housekeeping housekeeping() {
            return latest.housekeeping();
        }
    }
}
