package io.moonlight.auth.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Seeded;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

class BcryptPasswordHasherTest {

    private static final RawPassword PASSWORD = new RawPassword("correct horse");
    private static final PasswordAttempt RIGHT = new PasswordAttempt("correct horse");
    private static final String SALT_AND_DIGEST = "k87L/MF28Q673VKh8/cPi.SUl7MU/rWuSiIDDFayrKk/1tBsSQu4u";

    private final FakeEngine engine = FakeEngine.instant();
    private final BcryptPasswordHasher fake = new BcryptPasswordHasher(builder(4), engine);
    private final BcryptPasswordHasher hasher = builder(4).lanes(2).build();

    @AfterEach
    void close() {
        fake.close();
        hasher.close();
    }

    @Test
    void hash_isReadByAnotherImplementation() {
        String hash = hasher.hash(PASSWORD, ClientInfo.LOCAL).value();
        assertThat(hash).matches("\\$2a\\$04\\$[./A-Za-z0-9]{53}");
        assertThat(BCrypt.checkpw(PASSWORD.value(), hash)).isTrue();
        assertThat(BCrypt.checkpw("correct horsf", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void verify_ofAHashUnderAnotherNameOfTheSameFunction_matches(String prefix) {
        PasswordHash hash = withPrefix(prefix);
        assertThat(hasher.verify(RIGHT, hash, ClientInfo.LOCAL)).isTrue();
        assertThat(hasher.verify(new PasswordAttempt("Correct horse"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher.needsRehash(hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2x$", "$2$", "$2c$", "$2A$", "$3a$", "2a$", "$1$"})
    void verify_ofAHashUnderAnyOtherName_doesNotMatch(String prefix) {
        assertThat(hasher.verify(RIGHT, withPrefix(prefix), ClientInfo.LOCAL)).isFalse();
        assertThat(hasher.needsRehash(withPrefix(prefix))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "03", "17", "30", "31", "32", "99", "-4", "4", "004", "0x", "\u0660\u0664"})
    void verify_ofAHashOfACostOutOfRange_doesTheWorkOfTheDecoyAlone(String cost) {
        PasswordHash hash = new PasswordHash("$2a$" + cost + "$" + SALT_AND_DIGEST);
        assertThat(fake.verify(new PasswordAttempt("a"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(engine.keys()).extracting(key -> key.salt().cost()).containsExactly(4);
        assertThat(fake.needsRehash(hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10, 16})
    void verify_ofAHashOfAnyOtherCost_isComputedAtThatCost(int cost) {
        PasswordHash hash = new PasswordHash(String.format("$2a$%02d$", cost) + SALT_AND_DIGEST);
        assertThat(fake.verify(new PasswordAttempt("a"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(engine.keys())
                .extracting(key -> key.salt().text())
                .containsExactly(hash.value().substring(0, 29));
    }

    @Test
    void verify_ofAnAttemptThatBcryptCannotTake_hashesSomethingElseInstead() {
        List<String> impossible =
                List.of("", "a\0", "\0", "\ud800", "a".repeat(73), "é".repeat(36) + "x", "x".repeat(1024));
        for (String attempt : impossible) {
            assertThat(fake.verify(new PasswordAttempt(attempt), fake.decoy(), ClientInfo.LOCAL))
                    .isFalse();
        }
        assertThat(engine.keys()).hasSameSizeAs(impossible).allSatisfy(key -> {
            assertThat(key.password()).isNotIn(impossible);
            assertThat(key.salt().cost()).isEqualTo(4);
        });
    }

    @Test
    void verify_ofTheTextThatIsHashedInsteadOfAnImpossibleAttempt_staysImpossible() {
        fake.verify(new PasswordAttempt("\0"), fake.decoy(), ClientInfo.LOCAL);
        String substitute = engine.keys().get(0).password();
        PasswordHash hash = new PasswordHash(BCrypt.hashpw(substitute, BCrypt.gensalt(4)));
        assertThat(hasher.verify(new PasswordAttempt("\0"), hash, ClientInfo.LOCAL))
                .isFalse();
        assertThat(hasher.verify(new PasswordAttempt(substitute), hash, ClientInfo.LOCAL))
                .isTrue();
    }

    @Test
    void verify_at72And73Bytes_tellsThemApart() {
        PasswordHash of72 = new PasswordHash(BCrypt.hashpw("é".repeat(36), BCrypt.gensalt(4)));
        assertThat(hasher.verify(new PasswordAttempt("é".repeat(36)), of72, ClientInfo.LOCAL))
                .isTrue();
        assertThat(hasher.verify(new PasswordAttempt("é".repeat(36) + "x"), of72, ClientInfo.LOCAL))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "aaaa\0aaaa", "\ud800"})
    void verify_ofWhatBcryptConfuses_doesNotMatch(String confusing) {
        PasswordHash hash = new PasswordHash(BCrypt.hashpw(confusing, BCrypt.gensalt(4)));
        assertThat(hasher.verify(new PasswordAttempt(confusing), hash, ClientInfo.LOCAL))
                .isFalse();
    }

    @Test
    void verify_againstAnything_doesOnePieceOfWork() {
        Seeded.times(300, random -> {
            int before = engine.keys().size();
            String junk = "$2a$" + Seeded.text(random, 80);
            assertThat(fake.verify(RIGHT, new PasswordHash(junk), ClientInfo.LOCAL))
                    .isFalse();
            assertThat(engine.keys()).hasSize(before + 1);
        });
    }

    @Test
    void verify_ofTheDecoyAndOfARealHash_areWorkOfTheSameCost() {
        fake.verify(RIGHT, fake.decoy(), ClientInfo.LOCAL);
        fake.verify(RIGHT, new PasswordHash("$2a$04$" + SALT_AND_DIGEST), ClientInfo.LOCAL);
        assertThat(engine.keys()).hasSize(2).allSatisfy(key -> {
            assertThat(key.salt().cost()).isEqualTo(4);
            assertThat(key.password()).isEqualTo(RIGHT.value());
        });
    }

    @Test
    void verify_onceAHashIsDearer_takesItsRoundsAgainstAnyHash() {
        assertThat(fake.effort()).isEqualTo(4);
        fake.verify(RIGHT, ofCost(7), ClientInfo.LOCAL);
        assertThat(fake.effort()).isEqualTo(7);
        verifyAgainstAllKinds();
        assertThat(engine.keys()).hasSize(7).extracting(BcryptKey::effort).containsOnly(7);
    }

    @Test
    void verify_onceADearerHashIsStored_takesItsRoundsAgainstAnyHash() {
        fake.storedHashes(List.of(ofCost(5), new PasswordHash("junk"), ofCost(9), ofCost(31), ofCost(6)));
        verifyAgainstAllKinds();
        assertThat(engine.keys()).hasSize(6).extracting(BcryptKey::effort).containsOnly(9);
        assertThat(engine.keys()).extracting(key -> key.salt().cost()).containsExactly(4, 5, 8, 4, 4, 4);
    }

    @Test
    void verify_onceNoDearerHashIsStoredAnyMore_takesTheRoundsOfTheCurrentCost() {
        fake.storedHashes(List.of(ofCost(9)));
        fake.storedHashes(List.of(ofCost(4)));
        fake.verify(RIGHT, fake.decoy(), ClientInfo.LOCAL);
        assertThat(engine.keys()).extracting(BcryptKey::effort).containsExactly(4);
        fake.storedHashes(List.of());
        assertThat(fake.effort()).isEqualTo(4);
    }

    @Test
    void hash_whileDearerHashesAreStored_takesTheRoundsOfTheCurrentCost() {
        fake.storedHashes(List.of(ofCost(9)));
        fake.hash(PASSWORD, ClientInfo.LOCAL);
        assertThat(engine.keys()).extracting(BcryptKey::effort).containsExactly(4);
    }

    @ParameterizedTest
    @EnumSource(HashingEngine.class)
    void verify_withMoreRoundsThanTheHashHas_stillMatchesItsPasswordAlone(HashingEngine kind) {
        try (BcryptPasswordHasher real = builder(4).engine(kind).build()) {
            PasswordHash cheap = real.hash(PASSWORD, ClientInfo.LOCAL);
            real.storedHashes(List.of(ofCost(8)));
            assertThat(real.verify(RIGHT, cheap, ClientInfo.LOCAL)).isTrue();
            assertThat(real.verify(new PasswordAttempt("Correct horse"), cheap, ClientInfo.LOCAL))
                    .isFalse();
            assertThat(real.verify(RIGHT, real.decoy(), ClientInfo.LOCAL)).isFalse();
        }
    }

    /** Checks hashes of several costs, a malformed one, the decoy, and an impossible password. */
    private void verifyAgainstAllKinds() {
        fake.verify(RIGHT, ofCost(4), ClientInfo.LOCAL);
        fake.verify(RIGHT, ofCost(5), ClientInfo.LOCAL);
        fake.verify(RIGHT, ofCost(8 < fake.effort() ? 8 : 6), ClientInfo.LOCAL);
        fake.verify(RIGHT, new PasswordHash("junk"), ClientInfo.LOCAL);
        fake.verify(RIGHT, fake.decoy(), ClientInfo.LOCAL);
        fake.verify(new PasswordAttempt("\0"), fake.decoy(), ClientInfo.LOCAL);
    }

    private static PasswordHash ofCost(int cost) {
        return new PasswordHash(String.format("$2a$%02d$", cost) + SALT_AND_DIGEST);
    }

    @Test
    void verify_byClientsOfOneNetworkAndOfAnother_takesTurns() throws Exception {
        FakeEngine blocking = FakeEngine.blocking(1);
        try (BcryptPasswordHasher one =
                new BcryptPasswordHasher(builder(4).lanes(1).queuePerLane(8), blocking)) {
            List<String> expected = List.of("computed", "a1", "b1", "local", "nowhere", "a2");
            Caller.start(() -> verified(one, "computed", Samples.client("192.0.2.9")));
            Caller.await(() -> blocking.keys().size() == 1);
            queue(one, "a1", Samples.client("2001:db8:0:1::1"));
            queue(one, "a2", Samples.client("2001:db8:0:1:2::2")); // the same /64
            queue(one, "b1", Samples.client("2001:db8:0:2::1"));
            queue(one, "local", ClientInfo.LOCAL);
            queue(one, "nowhere", new ClientInfo(Optional.of(ClientAddress.UNKNOWN), ""));
            blocking.permit(6);
            Caller.await(() -> blocking.keys().size() == 6);
            assertThat(blocking.keys()).extracting(BcryptKey::password).isEqualTo(expected);
        }
    }

    private static void queue(BcryptPasswordHasher one, String attempt, ClientInfo client) {
        int before = one.queued();
        Caller.start(() -> verified(one, attempt, client));
        Caller.await(() -> one.queued() == before + 1);
    }

    private static String verified(BcryptPasswordHasher one, String attempt, ClientInfo client) {
        return String.valueOf(one.verify(new PasswordAttempt(attempt), one.decoy(), client));
    }

    @Test
    void decoy_isMadeOnceAndReadable() {
        assertThat(hasher.decoy()).isEqualTo(hasher.decoy()).isNotEqualTo(fake.decoy());
        assertThat(hasher.decoy().value()).matches("\\$2a\\$04\\$[./A-Za-z0-9]{53}");
        assertThat(BCrypt.checkpw("password", hasher.decoy().value())).isFalse();
    }

    @Test
    void needsRehash_ofAnotherCost_isTrueOfALowerOneAlone() {
        BcryptPasswordHasher twelve = new BcryptPasswordHasher(12);
        assertThat(twelve.needsRehash(new PasswordHash("$2a$12$" + SALT_AND_DIGEST)))
                .isFalse();
        assertThat(twelve.needsRehash(new PasswordHash("$2b$12$" + SALT_AND_DIGEST)))
                .isFalse();
        assertThat(twelve.needsRehash(new PasswordHash("$2a$11$" + SALT_AND_DIGEST)))
                .isTrue();
        assertThat(twelve.needsRehash(new PasswordHash("$2a$13$" + SALT_AND_DIGEST)))
                .isFalse();
        twelve.close();
    }

    @Test
    void hash_takesItsSaltFromTheGivenGenerator() {
        try (BcryptPasswordHasher first = new BcryptPasswordHasher(builder(4).random(Samples.random()), engine);
                BcryptPasswordHasher second =
                        new BcryptPasswordHasher(builder(4).random(Samples.random()), engine)) {
            assertThat(first.hash(PASSWORD, ClientInfo.LOCAL))
                    .isEqualTo(second.hash(PASSWORD, ClientInfo.LOCAL))
                    .isNotEqualTo(first.hash(PASSWORD, ClientInfo.LOCAL));
        }
    }

    @Test
    void encode_ofRandomSalts_isWhatJbcryptReadsBack() {
        Seeded.times(50, random -> {
            BcryptSalt salt = BcryptSalt.random(4, random);
            assertThat(BCrypt.hashpw("x", salt.text())).startsWith(salt.text());
        });
    }

    @Test
    void callsAfterClose_areFaults() {
        hasher.close();
        assertThatThrownBy(() -> hasher.hash(PASSWORD, ClientInfo.LOCAL)).isInstanceOf(AuthUnavailableException.class);
        assertThatThrownBy(() -> hasher.verify(RIGHT, hasher.decoy(), ClientInfo.LOCAL))
                .isInstanceOf(AuthUnavailableException.class);
    }

    @Test
    void counters_showWhatTheLanesDo() throws Exception {
        FakeEngine blocking = FakeEngine.blocking(1);
        BcryptPasswordHasher small =
                new BcryptPasswordHasher(builder(4).lanes(1).queuePerLane(1), blocking);
        Caller first = Caller.start(() -> small.hash(PASSWORD, ClientInfo.LOCAL).value());
        Caller.await(() -> small.busy() == 1);
        Caller second =
                Caller.start(() -> small.hash(PASSWORD, ClientInfo.LOCAL).value());
        Caller.await(() -> small.queued() == 1);
        assertThatThrownBy(() -> small.verify(RIGHT, small.decoy(), ClientInfo.LOCAL))
                .isInstanceOf(AuthUnavailableException.class);
        assertThat(small.rejected()).isEqualTo(1);
        blocking.permit(2);
        first.answer();
        second.answer();
        assertThat(small.busy() + small.queued()).isZero();
        small.close();
    }

    @Test
    void hashAndVerify_mixedByManyCallers_areAllRight() {
        List<Race.Result<Boolean>> results = Race.run(24, caller -> () -> {
            boolean right = true;
            for (int i = 0; i < 5; i++) {
                String password = "password " + caller + " " + i;
                PasswordHash hash = hasher.hash(new RawPassword(password), ClientInfo.LOCAL);
                right &= hasher.verify(new PasswordAttempt(password), hash, ClientInfo.LOCAL);
                right &= !hasher.verify(new PasswordAttempt(password + "!"), hash, ClientInfo.LOCAL);
            }
            return right;
        });
        assertThat(results).allSatisfy(result -> assertThat(result.value()).isTrue());
    }

    @Test
    void hash_fromAVirtualThread_isComputedOnAPlatformThread() throws Exception {
        FutureTask<PasswordHash> task = new FutureTask<>(() -> fake.hash(PASSWORD, ClientInfo.LOCAL));
        if (Runtime.version().feature() >= 21) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            Thread virtual = (Thread) start.invoke(null, task);
            assertThat(task.get(30, TimeUnit.SECONDS).value()).startsWith("$2a$04$");
            Method isVirtual = Thread.class.getMethod("isVirtual");
            assertThat(isVirtual.invoke(virtual)).isEqualTo(true);
            assertThat(isVirtual.invoke(engine.threads().get(0))).isEqualTo(false);
        } else {
            task.run();
            assertThat(task.get().value()).startsWith("$2a$04$");
        }
        assertThat(engine.threads()).extracting(Thread::getName).containsExactly("moonlight-hashing-1");
    }

    @Test
    void verify_ofAHashMadeByAnotherEngine_matches() {
        try (BcryptPasswordHasher library =
                builder(4).engine(HashingEngine.JBCRYPT).build()) {
            assertThat(library.verify(RIGHT, hasher.hash(PASSWORD, ClientInfo.LOCAL), ClientInfo.LOCAL))
                    .isTrue();
            assertThat(hasher.verify(RIGHT, library.hash(PASSWORD, ClientInfo.LOCAL), ClientInfo.LOCAL))
                    .isTrue();
            assertThat(HashingEngine.JBCRYPT.open()).isInstanceOf(JbcryptEngine.class);
            assertThat(HashingEngine.INTERLEAVED.open()).isInstanceOf(InterleavedEngine.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 16, 31})
    void new_ofACostOutOfRange_isAnError(int cost) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BcryptPasswordHasher(cost));
    }

    @Test
    void build_ofSeveralThingsOutOfRange_namesThemAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BcryptPasswordHasher.builder()
                        .cost(3)
                        .lanes(0)
                        .queuePerLane(-1)
                        .build())
                .withMessage("cost must be 4 to 15; lanes must be 1 to 1024; queuePerLane must be 0 to 10000");
        assertThatNullPointerException().isThrownBy(() -> builder(4).random(null));
        assertThatNullPointerException().isThrownBy(() -> builder(4).engine(null));
    }

    @Test
    void build_atTheEdges_works() {
        BcryptPasswordHasher.builder()
                .cost(15)
                .lanes(1024)
                .queuePerLane(10_000)
                .build()
                .close();
        try (BcryptPasswordHasher least =
                BcryptPasswordHasher.builder().cost(4).lanes(1).queuePerLane(0).build()) {
            assertThat(least.verify(RIGHT, least.hash(PASSWORD, ClientInfo.LOCAL), ClientInfo.LOCAL))
                    .isTrue();
        }
    }

    private static PasswordHash withPrefix(String prefix) {
        return new PasswordHash(
                prefix + BCrypt.hashpw(PASSWORD.value(), BCrypt.gensalt(4)).substring(4));
    }

    private static BcryptPasswordHasher.Builder builder(int cost) {
        return BcryptPasswordHasher.builder().cost(cost);
    }

    @ParameterizedTest
    @CsvSource({
        "$2a$04$, true",
        "$2b$12$, true",
        "$2y$15$, true",
        "$2b$16$, false",
        "$2b$31$, false",
        "$2b$03$, false",
        "$2x$12$, false",
        "$2$12$, false",
        "$1$, false"
    })
    void canImport_knowsTheFormatAndBoundsTheCost(String start, boolean known) {
        try (BcryptPasswordHasher hasher = new BcryptPasswordHasher(4)) {
            assertThat(hasher.canImport(new PasswordHash(start + "a".repeat(53))))
                    .isEqualTo(known);
            assertThat(hasher.canImport(new PasswordHash(start + "a".repeat(52))))
                    .isFalse();
        }
    }
}
