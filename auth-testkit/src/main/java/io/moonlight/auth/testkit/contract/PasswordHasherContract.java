package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.testkit.Race;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link PasswordHasher} must do. Subclasses only say how one is made; it must let at least sixteen callers
 * wait. What happens when too many do is the subclass's own test: not every hasher makes anybody wait.
 */
public abstract class PasswordHasherContract {

    private static final int CALLERS = 24;
    private static final RawPassword PASSWORD = new RawPassword("correct horse 电池");

    /** The same hasher at each call within one test. */
    protected abstract PasswordHasher hasher();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678901234567890123456789012",
                "中文密码中文密码中文密码中文密码中文密码中文密码",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "  spaces count  ",
                "$2a$12$notAHash",
                "ÅÅÅÅÅÅÅÅ"
            })
    void verify_ofThePasswordThatTheHashWasMadeOf_matches(String password) {
        PasswordHash hash = hasher().hash(new RawPassword(password));
        assertThat(hasher().verify(new PasswordAttempt(password), hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c",
                "Correct horse 电池",
                "correct horse 电池 ",
                "correct horse 电",
                "correct horse ??",
                "绝不是它绝不是它"
            })
    void verify_ofAnotherPassword_doesNotMatch(String other) {
        PasswordHash hash = hasher().hash(PASSWORD);
        assertThat(hasher().verify(new PasswordAttempt(other), hash)).isFalse();
    }

    @Test
    void awaitRoom_ofAHasherAtRest_returns() {
        hasher().awaitRoom();
        assertThat(hasher().verify(new PasswordAttempt(PASSWORD.value()), hasher().hash(PASSWORD)))
                .isTrue();
    }

    @Test
    void verify_ofThePasswordInAnotherNormalForm_matches() {
        PasswordHash hash = hasher().hash(new RawPassword("caf\u00e9 cr\u00e8me"));
        assertThat(hasher().verify(new PasswordAttempt("cafe\u0301 cre\u0300me"), hash))
                .isTrue();
    }

    @Test
    void verify_ofPasswordsThatDifferInTheirLastByteAlone_tellsThemApart() {
        String upToLast = "密".repeat(23);
        PasswordHash hash = hasher().hash(new RawPassword(upToLast + "密"));
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "寇"), hash)).isFalse();
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "寅"), hash)).isFalse();
        assertThat(hasher().verify(new PasswordAttempt(upToLast + "密"), hash)).isTrue();
    }

    @Test
    void verify_ofAnAttemptThatCouldNeverHaveBeenSet_matchesNothing() {
        String longest = "密".repeat(24);
        PasswordHash ofLongest = hasher().hash(new RawPassword(longest));
        PasswordHash ofMarks = hasher().hash(new RawPassword("????????"));
        PasswordHash ofA = hasher().hash(new RawPassword("aaaaaaaa"));
        assertThat(hasher().verify(new PasswordAttempt(longest + "x"), ofLongest))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(longest + "x".repeat(1000)), ofLongest))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("\ud800".repeat(8)), ofMarks))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt("aaaaaaaa\0"), ofA)).isFalse();
        assertThat(hasher().verify(new PasswordAttempt("aaaaaaaa\0aaaaaaaa"), ofA))
                .isFalse();
    }

    @Test
    void hash_ofOnePasswordTwice_givesTwoHashes() {
        assertThat(hasher().hash(PASSWORD)).isNotEqualTo(hasher().hash(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "correct horse 电池",
                "$",
                "$2a$",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
                "\0",
                "\ud800"
            })
    void verify_againstAHashThatNobodyCanRead_matchesNothing(String junk) {
        assertThat(hasher().verify(new PasswordAttempt("correct horse 电池"), new PasswordHash(junk)))
                .isFalse();
        assertThat(hasher().verify(new PasswordAttempt(junk), new PasswordHash(junk)))
                .isFalse();
    }

    @Test
    void verify_againstPartsOfARealHash_matchesNothing() {
        String whole = hasher().hash(PASSWORD).value();
        PasswordAttempt right = new PasswordAttempt(PASSWORD.value());
        for (int length = 1; length < whole.length(); length += 7) {
            assertThat(hasher().verify(right, new PasswordHash(whole.substring(0, length))))
                    .isFalse();
        }
        assertThat(hasher().verify(right, new PasswordHash(whole + "x"))).isFalse();
        assertThat(hasher().verify(right, new PasswordHash(whole + "\n"))).isFalse();
    }

    @Test
    void decoy_matchesNoPasswordAndLooksLikeAHashOfToday() {
        PasswordHash decoy = hasher().decoy();
        assertThat(hasher().verify(new PasswordAttempt(""), decoy)).isFalse();
        assertThat(hasher().verify(new PasswordAttempt("password"), decoy)).isFalse();
        assertThat(hasher().verify(new PasswordAttempt(decoy.value()), decoy)).isFalse();
        assertThat(hasher().needsRehash(decoy)).isFalse();
        assertThat(decoy.value()).hasSameSizeAs(hasher().hash(PASSWORD).value());
    }

    @Test
    void needsRehash_ofAHashJustMade_isFalse() {
        assertThat(hasher().needsRehash(hasher().hash(PASSWORD))).isFalse();
    }

    @Test
    void needsRehash_ofAHashThatNobodyCanRead_isTrue() {
        assertThat(hasher().needsRehash(new PasswordHash("x"))).isTrue();
    }

    @Test
    void hashAndVerify_byManyConcurrentCallers_eachGetTheirOwnAnswer() {
        PasswordHasher hasher = hasher();
        List<PasswordHash> hashes = Race.<PasswordHash>run(CALLERS, i -> () -> hasher.hash(numbered(i))).stream()
                .map(Race.Result::value)
                .toList();
        assertThat(hashes).doesNotContainNull().doesNotHaveDuplicates();
        List<Boolean> own = verifyAll(hasher, hashes, 0);
        List<Boolean> neighbours = verifyAll(hasher, hashes, 1);
        assertThat(own).hasSize(CALLERS).containsOnly(true);
        assertThat(neighbours).hasSize(CALLERS).containsOnly(false);
    }

    private static List<Boolean> verifyAll(PasswordHasher hasher, List<PasswordHash> hashes, int shift) {
        List<PasswordAttempt> attempts = IntStream.range(0, CALLERS)
                .mapToObj(
                        i -> new PasswordAttempt(numbered((i + shift) % CALLERS).value()))
                .toList();
        return Race.<Boolean>run(CALLERS, i -> () -> hasher.verify(attempts.get(i), hashes.get(i))).stream()
                .map(Race.Result::value)
                .toList();
    }

    private static RawPassword numbered(int i) {
        return new RawPassword("password number " + i);
    }
}
