package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link UserRepository#list} must do. */
abstract class UserListContract extends StoreContract {

    private static final PageRequest FIRST = new PageRequest(1, 100);

    private User registered(String email, String username) {
        return scenario.registered(
                new NewUser(new EmailAddress(email), new Username(username), Samples.passwordHash(), now()));
    }

    private List<User> registered(int count) {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(scenario.registered());
        }
        return users;
    }

    private Page<User> list(String email, String username) {
        return store.users().list(new UserFilter(email, username), FIRST);
    }

    @Test
    public void list_whenNobodyIsThere_isEmpty() {
        assertThat(store.users().list(UserFilter.ALL, FIRST)).isEqualTo(new Page<>(List.of(), FIRST, 0));
        assertThat(list("a", "")).isEqualTo(new Page<>(List.of(), FIRST, 0));
        assertThat(list("", "a")).isEqualTo(new Page<>(List.of(), FIRST, 0));
        assertThat(list("a", "a")).isEqualTo(new Page<>(List.of(), FIRST, 0));
    }

    @Test
    public void list_ofEverybody_isInTheOrderOfTheNumbersWithTheTotalOnEachPage() {
        List<User> users = registered(7);

        for (int number = 1; number <= 3; number++) {
            PageRequest request = new PageRequest(number, 3);
            List<User> expected = users.subList(3 * number - 3, Math.min(3 * number, 7));
            assertThat(store.users().list(UserFilter.ALL, request)).isEqualTo(new Page<>(expected, request, 7));
        }
    }

    @Test
    public void list_beyondTheLastPage_isEmptyAndStillTellsTheTotal() {
        registered(3);
        PageRequest next = new PageRequest(2, 3);
        PageRequest last = new PageRequest(PageRequest.MAX_NUMBER, PageRequest.MAX_SIZE);

        assertThat(store.users().list(UserFilter.ALL, next)).isEqualTo(new Page<>(List.of(), next, 3));
        assertThat(store.users().list(UserFilter.ALL, last)).isEqualTo(new Page<>(List.of(), last, 3));
        UserFilter filter = new UserFilter("person", "person");
        assertThat(store.users().list(filter, next)).isEqualTo(new Page<>(List.of(), next, 3));
    }

    @Test
    public void list_whenAnEarlierUserHasChanged_keepsTheOrder() {
        List<User> users = registered(3);
        User renamed = store.users().rename(scenario.caller(users.get(0)), new Username("Zzz"), now());
        User off = store.users().setActive(users.get(1).id(), false, now()).orElseThrow();

        assertThat(store.users().list(UserFilter.ALL, FIRST).items()).containsExactly(renamed, off, users.get(2));
    }

    @Test
    public void list_byTheBeginningOfTheAddress_isWithoutCase() {
        User anna = registered("anna@example.org", "Xaver");
        User ann = registered("ann@example.org", "Anna_2");
        registered("hanna@example.org", "Ann_3");

        assertThat(list("ann", "").items()).containsExactly(anna, ann);
        assertThat(list(" ANN@EXAMPLE ", "").items()).containsExactly(ann);
        assertThat(list("anna@example.org", "").items()).containsExactly(anna);
        assertThat(list("anna@example.orga", "")).isEqualTo(new Page<>(List.of(), FIRST, 0));
    }

    @Test
    public void list_byTheBeginningOfTheName_isWithoutCase() {
        User first = registered("z1@example.org", "Iris");
        User second = registered("z2@example.org", "IRIS_2");
        registered("iris@example.org", "xIris");

        assertThat(list("", "iri").items()).containsExactly(first, second);
        assertThat(list("", "IRIS_").items()).containsExactly(second);
        assertThat(list("", "Iris").total()).isEqualTo(2);
    }

    @Test
    public void list_byBoth_wantsBoth() {
        User both = registered("same1@example.org", "Same_1");
        registered("same2@example.org", "Other_2");
        registered("other3@example.org", "Same_3");

        assertThat(list("same", "same")).isEqualTo(new Page<>(List.of(both), FIRST, 1));
    }

    @Test
    public void list_ofAFilter_isPagedLikeAnyOther() {
        List<User> wanted = new ArrayList<>();
        for (int i = 9; i > 0; i--) {
            wanted.add(registered("wanted" + i + "@example.org", "Wanted_" + i));
            registered("not" + i + "@example.org", "Not_" + i);
        }
        PageRequest second = new PageRequest(2, 4);
        Page<User> expected = new Page<>(wanted.subList(4, 8), second, 9);

        assertThat(store.users().list(new UserFilter("wan", ""), second)).isEqualTo(expected);
        assertThat(store.users().list(new UserFilter("", "wan"), second)).isEqualTo(expected);
        assertThat(store.users().list(new UserFilter("w", "w"), second)).isEqualTo(expected);
    }

    @Test
    public void list_byWildcards_takesThemForLetters() {
        User percent = registered("a%b@example.org", "A_b");
        User underscore = registered("a_b@example.org", "Axb");
        registered("axb@example.org", "Ayb");

        assertThat(list("a%", "").items()).containsExactly(percent);
        assertThat(list("a_", "").items()).containsExactly(underscore);
        assertThat(list("", "a_").items()).containsExactly(percent);
        assertThat(list("%", "")).isEqualTo(new Page<>(List.of(), FIRST, 0));
        assertThat(list("", "_")).isEqualTo(new Page<>(List.of(), FIRST, 0));
    }

    @Test
    public void list_byTheHighestLetter_findsWhatComesAfterIt() {
        User last = registered("~@example.org", "Zzz");
        User further = registered("~~@example.org", "Zzzz");

        assertThat(list("~", "").items()).containsExactly(last, further);
        assertThat(list("~~", "").items()).containsExactly(further);
        assertThat(list("", "zzz").items()).containsExactly(last, further);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\", "a\\", "'", "\u0000", "a\u0000", "\u007f", "é", "\ud800", "\uffff", "測", "😀", "a b", "\""
            })
    public void list_byWhatNobodyHas_isEmpty(String text) {
        registered("a'@example.org", "Ann");

        assertThat(list(text, "").items()).isEmpty();
        assertThat(list("", text).items()).isEmpty();
        assertThat(list(text, text)).isEqualTo(new Page<>(List.of(), FIRST, 0));
    }

    @Test
    public void list_byALongText_isEmpty() {
        registered(1);

        assertThat(list("a".repeat(100_000), "a".repeat(100_000)).items()).isEmpty();
    }
}
