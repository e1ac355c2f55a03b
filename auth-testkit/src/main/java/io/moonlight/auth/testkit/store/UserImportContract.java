package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportResult.Created;
import io.moonlight.auth.domain.model.user.ImportResult.Existing;
import io.moonlight.auth.domain.model.user.ImportResult.Rejected;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#importAll} must do. */
abstract class UserImportContract extends StoreContract {

    private static final Rejected EMAIL_TAKEN = new Rejected(new AuthError.EmailTaken());
    private static final Rejected NAME_TAKEN = new Rejected(new AuthError.UsernameTaken());
    private static final int CALLERS = 16;

    private static ImportedUser user(EmailAddress email, Optional<Username> name) {
        return new ImportedUser(
                email, name, Samples.passwordHash(), true, false, Optional.empty(), Roles.of(List.of("old")));
    }

    private static ImportedUser user(EmailAddress email, String name) {
        return user(email, Optional.of(new Username(name)));
    }

    private static ImportedUser user() {
        return user(Samples.email(), Optional.of(Samples.username()));
    }

    private static ImportedUser nameless() {
        return user(Samples.email(), Optional.empty());
    }

    private List<ImportResult> importAll(ImportedUser... users) {
        return store.users().importAll(List.of(users), now());
    }

    private UserId created(ImportedUser user) {
        return ((Created) importAll(user).get(0)).id();
    }

    private User stored(UserId id) {
        return store.users().findById(id).orElseThrow();
    }

    private String nameOf(UserId id) {
        return stored(id).username().value();
    }

    @Test
    public void importAll_ofNobody_doesNothing() {
        assertThat(importAll()).isEmpty();
    }

    @Test
    public void importAll_storesEachUserAsGiven() {
        Instant before = Instant.parse("2009-08-07T06:05:04.123456Z");
        ImportedUser full = new ImportedUser(
                Samples.email(),
                Optional.of(new Username("Some_1")),
                Samples.passwordHash(),
                false,
                true,
                Optional.of(before),
                Roles.of(List.of("editor", "null", "a.b")));
        ImportedUser bare = new ImportedUser(
                Samples.email(),
                Optional.of(Samples.username()),
                PasswordHash.NONE,
                true,
                false,
                Optional.empty(),
                Roles.NONE);

        List<ImportResult> results = importAll(full, bare);

        UserId first = ((Created) results.get(0)).id();
        UserId second = ((Created) results.get(1)).id();
        assertThat(stored(first))
                .isEqualTo(new User(first, full.email(), new Username("Some_1"), false, true, before, full.roles()));
        assertThat(stored(second))
                .isEqualTo(
                        new User(second, bare.email(), bare.username().orElseThrow(), true, false, now(), Roles.NONE));
        assertThat(store.users().passwordHash(first)).contains(full.passwordHash());
        assertThat(store.users().passwordHash(second)).contains(PasswordHash.NONE);
    }

    @Test
    public void importAll_givesIdsInTheOrderOfTheList() {
        List<ImportedUser> users = new ArrayList<>();
        for (int i = UserRepository.MAX_IMPORTED; i > 0; i--) {
            users.add(user(new EmailAddress("x" + i + "@example.org"), Optional.of(Samples.username())));
        }

        List<ImportResult> results = store.users().importAll(users, now());

        assertThat(results)
                .hasSize(UserRepository.MAX_IMPORTED)
                .extracting(result -> ((Created) result).id().value())
                .isSorted();
        assertThat(stored(((Created) results.get(7)).id()).email())
                .isEqualTo(users.get(7).email());
    }

    @Test
    public void importAll_withoutAUsername_namesTheUserByTheId() {
        for (int i = 0; i < 11; i++) {
            UserId id = created(nameless());
            assertThat(nameOf(id)).isEqualTo(id.value() > 9 ? "u" + id.value() : "u" + id.value() + "_1");
        }
    }

    @Test
    public void importAll_whenThatNameIsTaken_takesTheNextFreeOne() {
        long last = created(user()).value();
        long free = last + 31;
        List<ImportedUser> namesakes = new ArrayList<>();
        for (long id = last + 22; id < last + 42; id++) {
            namesakes.add(user(Samples.email(), id % 2 == 0 && id != free ? "u" + id : "U" + id + "_7"));
        }
        store.users().importAll(namesakes, now());
        List<ImportedUser> both = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            both.add(nameless());
        }
        both.add(user(Samples.email(), "U" + free));

        List<ImportResult> results = store.users().importAll(both, now());

        List<String> names = results.stream()
                .map(result -> ((Created) result).id())
                .map(id -> nameOf(id)
                        .replaceFirst("^u" + id.value() + "$", "plain")
                        .replaceFirst("^u" + id.value() + "_1$", "first"))
                .toList();
        assertThat(names.subList(0, 20)).containsOnly("plain", "first").contains("plain", "first");
        assertThat(names.get(20)).isEqualTo("U" + free);
    }

    @Test
    public void importAll_again_changesNothingAndNamesTheSameUsers() {
        ImportedUser named = user(Samples.email(), "Some_2");
        ImportedUser nameless = nameless();
        List<ImportResult> first = importAll(named, nameless);
        UserId id = ((Created) first.get(0)).id();
        User before = stored(id);
        clock.advance(Duration.ofHours(1));

        List<ImportResult> again =
                importAll(nameless, user(named.email(), "sOME_2"), user(named.email(), Optional.empty()));

        assertThat(again)
                .containsExactly(new Existing(((Created) first.get(1)).id()), new Existing(id), new Existing(id));
        assertThat(stored(id)).isEqualTo(before);
        assertThat(store.users().passwordHash(id)).contains(named.passwordHash());
    }

    @Test
    public void importAll_ofATakenEmailOrName_isRefusedEmailFirstAndStopsNobody() {
        User here = scenario.registered(
                new NewUser(new EmailAddress("here@example.org"), new Username("Here"), Samples.passwordHash(), now()));
        ImportedUser free = user();

        assertThat(importAll(
                        user(here.email(), "Other"),
                        user(Samples.email(), "hERE"),
                        user(here.email(), "Here"),
                        free,
                        user(here.email(), free.username())))
                .containsExactly(
                        EMAIL_TAKEN,
                        NAME_TAKEN,
                        new Existing(here.id()),
                        new Created(store.users()
                                .findByEmail(free.email())
                                .orElseThrow()
                                .id()),
                        EMAIL_TAKEN);
        assertThat(stored(here.id())).isEqualTo(here);
    }

    @Test
    public void importAll_ofUsersThatCollideInTheList_takesTheFirst() {
        EmailAddress zeta = new EmailAddress("zeta@example.org");
        EmailAddress alpha = new EmailAddress("alpha@example.org");

        List<ImportResult> results = importAll(
                user(zeta, "Same"),
                user(alpha, "same"),
                user(alpha, "Alpha"),
                user(zeta, "SAME"),
                user(zeta, "Other"),
                user(zeta, Optional.empty()));

        UserId first = store.users().findByEmail(zeta).orElseThrow().id();
        UserId second = store.users().findByEmail(alpha).orElseThrow().id();
        assertThat(results)
                .containsExactly(
                        new Created(first),
                        NAME_TAKEN,
                        new Created(second),
                        new Existing(first),
                        EMAIL_TAKEN,
                        new Existing(first));
        assertThat(nameOf(second)).isEqualTo("Alpha");
    }

    @Test
    public void resetPassword_ofAnImportedUserWithoutAPassword_setsOne() {
        ImportedUser user = new ImportedUser(
                Samples.email(), Optional.empty(), PasswordHash.NONE, true, false, Optional.empty(), Roles.NONE);
        UserId id = created(user);
        scenario.liveCode(
                user.email(), CodePurpose.RESET_PASSWORD, Samples.hasher().hash("code", "123456"));
        PasswordHash chosen = Samples.passwordHash();

        store.users()
                .resetPassword(
                        user.email(),
                        Samples.hasher().hash("code", "123456"),
                        chosen,
                        Optional.empty(),
                        scenario.newMail(MailKind.PASSWORD_CHANGED, user.email()),
                        now());

        assertThat(store.users().passwordHash(id)).contains(chosen);
    }

    @Test
    public void importAll_ofOneFileByManyAtOnce_storesEachUserOnceAndTellsAllTheSame() {
        List<ImportedUser> file = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            file.add(i % 3 == 0 ? nameless() : user());
        }

        List<Race.Result<List<ImportResult>>> results = Race.run(CALLERS, caller -> {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, file.size()).boxed().toList());
            Collections.shuffle(order, new Random(caller));
            return () -> {
                ImportResult[] inOrder = new ImportResult[file.size()];
                for (int from = 0; from < file.size(); from += 20) {
                    List<Integer> places = order.subList(from, from + 20);
                    List<ImportResult> part = store.users()
                            .importAll(places.stream().map(file::get).toList(), now());
                    for (int i = 0; i < places.size(); i++) {
                        inOrder[places.get(i)] = part.get(i);
                    }
                }
                return List.of(inOrder);
            };
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        for (int i = 0; i < file.size(); i++) {
            int place = i;
            UserId id =
                    store.users().findByEmail(file.get(i).email()).orElseThrow().id();
            List<ImportResult> told =
                    results.stream().map(result -> result.value().get(place)).toList();
            assertThat(told).containsOnlyOnce(new Created(id)).containsOnly(new Created(id), new Existing(id));
        }
    }

    @Test
    public void importAll_ofOneNameByManyAtOnce_givesItToOne() {
        List<ImportedUser> rivals = IntStream.range(0, CALLERS)
                .mapToObj(i -> user(Samples.email(), "Rival"))
                .toList();

        List<Race.Result<List<ImportResult>>> results = Race.run(CALLERS, i -> () -> importAll(rivals.get(i), user()));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results)
                .filteredOn(result -> result.value().get(0) instanceof Created)
                .hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.value().get(0).equals(NAME_TAKEN))
                .hasSize(CALLERS - 1);
        assertThat(results).allMatch(result -> result.value().get(1) instanceof Created);
    }

    @Test
    public void importAll_whileTheSameEmailIsRegistered_leavesOneUser() {
        ImportedUser imported = user();
        NewUser registering = new NewUser(imported.email(), Samples.username(), Samples.passwordHash(), now());
        scenario.liveCode(
                imported.email(), CodePurpose.REGISTER, Samples.hasher().hash("code", "123456"));

        List<Race.Result<Object>> results = Race.run(
                CALLERS,
                i -> () -> i % 2 == 0
                        ? importAll(imported).get(0)
                        : store.users()
                                .register(
                                        registering,
                                        Samples.hasher().hash("code", "123456"),
                                        AdmissionRule.EVERYONE,
                                        now()));

        User only = store.users().findByEmail(imported.email()).orElseThrow();
        boolean registered = only.username().equals(registering.username());
        for (int i = 0; i < CALLERS; i++) {
            if (i % 2 == 0) {
                assertThat(results.get(i).value())
                        .isIn(
                                registered
                                        ? List.of(EMAIL_TAKEN)
                                        : List.of(new Created(only.id()), new Existing(only.id())));
            } else {
                assertThat(
                                results.get(i).succeeded()
                                        ? only.equals(results.get(i).value())
                                        : results.get(i).failedWith(AuthException.class))
                        .isTrue();
            }
        }
        assertThat(results.stream().filter(result -> result.value() instanceof Created || only.equals(result.value())))
                .hasSize(1);
    }
}
