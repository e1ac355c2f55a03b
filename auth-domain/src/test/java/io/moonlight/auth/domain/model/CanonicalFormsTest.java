package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A canonical form is its own canonical form, does not depend on where in the world the JVM stands, and reads back. */
class CanonicalFormsTest {

    /** Where i is dotted, where a dot is kept above, where digits are others, where text runs from the right. */
    private static final List<Locale> ODD = List.of(
            Locale.ROOT,
            Locale.US,
            Locale.forLanguageTag("tr-TR"),
            Locale.forLanguageTag("az-Latn-AZ"),
            Locale.forLanguageTag("lt-LT"),
            Locale.forLanguageTag("de-DE"),
            Locale.forLanguageTag("el-GR"),
            Locale.forLanguageTag("ar-EG-u-nu-arab"),
            Locale.forLanguageTag("fa-IR-u-nu-arabext"),
            Locale.forLanguageTag("hi-IN-u-nu-deva"),
            Locale.forLanguageTag("my-MM-u-nu-mymr"),
            Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"),
            Locale.forLanguageTag("ja-JP-u-ca-japanese"));

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void comeHome() {
        Locale.setDefault(usual);
    }

    /** Everything that the domain makes of a text or a number, as text. */
    private static List<String> forms(RandomGenerator random) {
        String typed = anyCase(random, 1 + random.nextInt(20));
        List<String> forms = new ArrayList<>();
        forms.add(made(() -> new EmailAddress(typed + "@" + typed + ".İiIı.example").value()));
        forms.add(made(() -> new EmailAddress(typed + "@" + typed + ".INFO").toString()));
        forms.add(made(() -> new Username(typed).key()));
        forms.add(made(() -> new RawPassword(typed + "12345678").value()));
        forms.add(VerificationCode.of(random.nextLong()).digits());
        forms.add(address(random).network());
        forms.add(Samples.hasher().hash("label", typed).value());
        forms.add(SessionId.random(random).value().toString());
        return forms;
    }

    private static String made(Supplier<String> form) {
        try {
            return form.get();
        } catch (AuthException e) {
            return e.error().toString();
        }
    }

    @Test
    void forms_inAnyLocale_areTheSame() {
        Seeded.times(300, random -> {
            long seed = random.nextLong();
            Locale.setDefault(Locale.ROOT);
            List<String> expected = forms(new Random(seed));
            for (Locale locale : ODD) {
                Locale.setDefault(locale);
                assertThat(forms(new Random(seed))).as(locale.toString()).isEqualTo(expected);
            }
        });
    }

    @Test
    void email_ofAnySpelling_isTheSameInEveryLocaleAndItsOwnCanonicalForm() {
        Seeded.times(300, random -> {
            String local = anyCase(random, 1 + random.nextInt(20));
            String domain =
                    Seeded.oneOf(random, "MIDI.INFO", "BÜCHER.example", "CAFÉ.example", "ΣΊΣΥΦΟΣ.example", "公司.CN");
            EmailAddress expected = new EmailAddress(local + "@" + domain);
            for (Locale locale : ODD) {
                Locale.setDefault(locale);
                EmailAddress address = new EmailAddress(shuffledCase(random, local) + "@" + domain);
                assertThat(address).as(locale.toString()).isEqualTo(expected);
                assertThat(new EmailAddress(address.value())).isEqualTo(address);
                assertThat(new EmailAddress(address.value().toUpperCase(Locale.ROOT)))
                        .isEqualTo(address);
            }
        });
    }

    @Test
    void usernameKey_ofAnySpelling_isTheSameInEveryLocaleAndItsOwnKey() {
        Seeded.times(1_000, random -> {
            String typed = anyCase(random, 3 + random.nextInt(18));
            String key = new Username(typed).key();
            for (Locale locale : ODD) {
                Locale.setDefault(locale);
                Username other = new Username(shuffledCase(random, typed));
                assertThat(other.key()).as(locale.toString()).isEqualTo(key);
                assertThat(new Username(key).key()).isEqualTo(key);
            }
        });
    }

    @Test
    void password_ofTheUsernameInAnyCaseAndLocale_isRefused() {
        Seeded.times(300, random -> {
            String typed = anyCase(random, 8 + random.nextInt(13));
            EmailAddress email = Samples.email();
            for (Locale locale : ODD) {
                Locale.setDefault(locale);
                RawPassword password = new RawPassword(shuffledCase(random, typed));
                Refusals.assertRefused(
                        FieldProblem.PASSWORD_IS_IDENTITY, () -> password.requireNot(email, new Username(typed)));
            }
        });
    }

    @Test
    void code_ofAnyBits_readsBack() {
        Seeded.times(2_000, random -> {
            long bits = random.nextLong();
            VerificationCode code = VerificationCode.of(bits);
            assertThat(new VerificationCode(code.digits())).isEqualTo(code);
            assertThat(Long.parseLong(code.digits())).isEqualTo(Long.remainderUnsigned(bits, 1_000_000));
        });
    }

    @Test
    void clientAddress_inAnySpelling_readsBackAndHasTheNetworkOfItsNeighbours() {
        Seeded.times(2_000, random -> {
            ClientAddress address = address(random);
            ClientAddress again = parsed(address.text());
            assertThat(again).isEqualTo(address).hasToString(address.toString());
            assertThat(new ClientAddress(again.value())).isEqualTo(address);
            byte[] bytes = address.value().getAddress();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            boolean sameNetwork = bytes.length == 16 && at >= 8;
            assertThat(of(bytes).network().equals(address.network())).isEqualTo(sameNetwork);
        });
    }

    @Test
    void clientInfo_ofAnyText_isItsOwnCleanForm() {
        Seeded.times(2_000, random -> {
            ClientInfo client = new ClientInfo(Optional.empty(), Seeded.text(random, 600));
            assertThat(new ClientInfo(Optional.empty(), client.userAgent())).isEqualTo(client);
        });
    }

    @Test
    void sessionPolicy_atAnyTimes_endsAfterTheRefreshAndNeverLaterForAnEarlierOne() {
        Seeded.times(2_000, random -> {
            Duration idle = Duration.ofSeconds(1 + random.nextInt(1_000_000));
            SessionPolicy policy = new SessionPolicy(idle, idle.plusSeconds(random.nextInt(1_000_000)), Duration.ZERO);
            Instant begun = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            Instant earlier = begun.plusSeconds(random.nextInt(2_000_000));
            Instant later = earlier.plusSeconds(random.nextInt(2_000_000));
            Instant end = policy.expiry(begun, later);
            assertThat(end).isBeforeOrEqualTo(later.plus(idle)).isBeforeOrEqualTo(begun.plus(policy.total()));
            assertThat(end).isIn(later.plus(idle), begun.plus(policy.total()));
            assertThat(policy.expiry(begun, earlier)).isBeforeOrEqualTo(end);
        });
    }

    @Test
    void pageRequest_ofAnyPage_beginsWhereTheOneBeforeEnds() {
        Seeded.times(1_000, random -> {
            int size = random.nextInt(1, PageRequest.MAX_SIZE + 1);
            int number = random.nextInt(1, PageRequest.MAX_NUMBER);
            PageRequest page = new PageRequest(number, size);
            assertThat(page.offset()).isNotNegative();
            assertThat(new PageRequest(number + 1, size).offset()).isEqualTo(page.offset() + size);
        });
    }

    private static ClientAddress address(RandomGenerator random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        if (bytes.length == 16 && random.nextInt(4) == 0) {
            Arrays.fill(bytes, 2 + random.nextInt(6), 15, (byte) 0);
        }
        return of(bytes);
    }

    private static ClientAddress of(byte[] bytes) {
        try {
            return new ClientAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static ClientAddress parsed(String text) {
        try {
            return new ClientAddress(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** ASCII letters and digits, a letter first, rich in the one that Turkish and Lithuanian treat in their own way. */
    private static String anyCase(RandomGenerator random, int length) {
        String letters = "iIiIjJabcxyzABCXYZ";
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            boolean digit = text.length() > 0 && random.nextInt(6) == 0;
            text.append(digit ? (char) ('0' + random.nextInt(10)) : letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static String shuffledCase(RandomGenerator random, String text) {
        StringBuilder shuffled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shuffled.append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return shuffled.toString();
    }
}
