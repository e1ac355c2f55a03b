package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#export} must do. */
abstract class UserExportContract extends StoreContract {

    private List<ExportedUser> export(Optional<User> after, int limit) {
        return store.users().export(after.map(User::id), limit);
    }

    @Test
    public void export_whenNobodyIsThere_isEmpty() {
        assertThat(export(Optional.empty(), 10)).isEmpty();
    }

    @Test
    public void export_inPages_givesEachUserOnceWithTheHash() {
        List<ExportedUser> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            User user = scenario.registered();
            all.add(new ExportedUser(user, scenario.passwordHash(user)));
        }
        User last = all.get(6).user();

        assertThat(export(Optional.empty(), 3)).isEqualTo(all.subList(0, 3));
        assertThat(export(Optional.of(all.get(2).user()), 3)).isEqualTo(all.subList(3, 6));
        assertThat(export(Optional.of(all.get(5).user()), 3)).isEqualTo(all.subList(6, 7));
        assertThat(export(Optional.of(last), 3)).isEmpty();
    }

    @Test
    public void export_afterAUserWhoIsGone_goesOn() {
        User first = scenario.registered();
        User second = scenario.registered();
        store.users().delete(first.id());

        assertThat(export(Optional.of(first), 3)).extracting(ExportedUser::user).containsExactly(second);
    }

    @Test
    public void export_ofAnImportedUser_isTheSameUser() {
        ImportedUser imported = new ImportedUser(
                Samples.email(),
                Optional.of(Samples.username()),
                PasswordHash.NONE,
                false,
                true,
                Optional.of(now()),
                Roles.of(List.of("editor", "null")));
        store.users().importAll(List.of(imported), now());

        ExportedUser exported = export(Optional.empty(), 1).get(0);

        User user = exported.user();
        assertThat(new ImportedUser(
                        user.email(),
                        Optional.of(user.username()),
                        exported.passwordHash(),
                        user.active(),
                        user.verified(),
                        Optional.of(user.createdAt()),
                        user.roles()))
                .isEqualTo(imported);
    }
}
