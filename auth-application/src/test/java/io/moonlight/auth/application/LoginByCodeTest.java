package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static io.moonlight.auth.application.Backend.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginByCodeTest {

    private static final AuthError NOT_OFFERED = new AuthError.NotOffered();
    private static final AuthError WRONG = codeRefused(Reason.WRONG);
    private static final AuthError NOT_FOUND = codeRefused(Reason.NOT_FOUND);

    private final Backend backend = new Backend();
    private final EmailAddress email = Samples.email();
    private final User user = backend.register(email).user();
    private final ClientInfo home = Samples.client("192.0.2.7");
    private final ClientInfo elsewhere = Samples.client("198.51.100.1");

    private VerificationCode code() {
        backend.pass(Duration.ofMinutes(1));
        return backend.code(email, CodePurpose.LOGIN);
    }

    private AuthError refused(VerificationCode code, ClientInfo client) {
        return refusal(() -> backend.loginByCode(email, code, client));
    }

    private static AuthError refused(Auth auth, EmailAddress email, VerificationCode code, ClientInfo client) {
        return refusal(() -> auth.loginByCode().handle(new LoginByCode.Command(email, code, client)));
    }

    /** The same backend, with these failures of logins for an email from an address, for an email, and from an address. */
    private Auth limited(int perPair, int perEmail, int perAddress) {
        LimitPolicy policy = new LimitPolicy(20, Duration.ofSeconds(60), 10, 60, 20, 60, perPair, perEmail, perAddress);
        return backend.builder().limits(policy).build();
    }

    private static AuthError failedLogin(Auth auth, EmailAddress email, ClientInfo client) {
        return refusal(() -> auth.login().handle(new Login.Command(email, new PasswordAttempt("a wrong one"), client)));
    }

    @Test
    void loginByCode_withTheRightCode_signsInAndSaysHow() {
        VerificationCode code = code();

        SignedIn signedIn = backend.loginByCode(email, code, home);

        assertThat(signedIn.user()).isEqualTo(user);
        Principal principal = backend.principal(signedIn);
        assertThat(principal.signIn()).isEqualTo(new SignIn(AuthMethod.MAILED_CODE, backend.clock.instant()));
        SignIn first = principal.signIn();
        backend.pass(Duration.ofMinutes(5));
        String next = backend.refresh(signedIn.tokens().refresh()).access();
        assertThat(backend.auth.authenticate(next).signIn()).isEqualTo(first);
        assertThat(backend.recorded(AuthEvent.Type.LOGGED_IN)).singleElement().satisfies(event -> {
            assertThat(event.detail()).isEqualTo("login_by_code");
            assertThat(event.user()).contains(user.id());
            assertThat(event.session()).contains(principal.session());
            assertThat(event.maskedEmail()).isEqualTo(email.toString());
        });
    }

    @Test
    void loginByCode_ofAnImportedUser_verifiesTheEmail() {
        EmailAddress imported = Samples.email();
        try (ImportUsers.Run run = backend.auth.importUsers().begin(home)) {
            run.add(List.of(new ImportedUser(
                    imported, Optional.empty(), PasswordHash.NONE, true, false, Optional.empty(), Roles.NONE)));
        }

        SignedIn signedIn = backend.loginByCode(imported, backend.code(imported, CodePurpose.LOGIN), home);

        assertThat(signedIn.user().verified()).isTrue();
        assertThat(backend.store.users().findByEmail(imported)).contains(signedIn.user());
    }

    @Test
    void loginByCode_usesTheCodeUpBySuccessAlone() {
        VerificationCode code = code();

        assertThat(refused(wrong(code), home)).isEqualTo(WRONG);
        backend.auth.verifyCode().handle(new VerifyCode.Command(email, CodePurpose.LOGIN, code, home));
        backend.loginByCode(email, code, home);

        assertThat(refused(code, home)).isEqualTo(NOT_FOUND);
    }

    @Test
    void loginByCode_afterFiveWrongTries_refusesTheRightCodeToo() {
        VerificationCode code = code();
        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertThat(refused(wrong(code), home)).isEqualTo(WRONG);
        }

        assertThat(refused(code, home)).isEqualTo(codeRefused(Reason.EXHAUSTED));
    }

    @Test
    void loginByCode_atTheInstantTheCodeExpires_isRefused() {
        VerificationCode code = code();
        backend.pass(Duration.ofMinutes(10));

        assertThat(refused(code, home)).isEqualTo(codeRefused(Reason.EXPIRED));
    }

    @Test
    void loginByCode_withACodeOfAnotherPurpose_isRefused() {
        backend.pass(Duration.ofMinutes(1));
        VerificationCode reset = backend.code(email, CodePurpose.RESET_PASSWORD);

        assertThat(refused(reset, home)).isEqualTo(NOT_FOUND);
    }

    @Test
    void loginByCode_ofAnUnknownAddress_looksLikeOneWithoutACodeAndRegistersNobody() {
        EmailAddress unknown = Samples.email();
        VerificationCode guess = new VerificationCode("123456");

        assertThat(refusal(() -> backend.code(unknown, CodePurpose.LOGIN))).isEqualTo(new AuthError.EmailUnknown());
        assertThat(refused(backend.auth, unknown, guess, home)).isEqualTo(refused(guess, home));
        assertThat(backend.users.exists(unknown)).isFalse();
    }

    @Test
    void loginByCode_ofADisabledAccount_isToldAfterTheRightCodeAloneAndLeavesIt() {
        VerificationCode code = code();
        backend.auth.administration().setActive(user.id(), false, ClientInfo.LOCAL);

        assertThat(refused(wrong(code), home)).isEqualTo(WRONG);
        assertThat(refused(code, home)).isEqualTo(new AuthError.AccountDisabled());
        assertThat(refused(code, home)).isEqualTo(new AuthError.AccountDisabled());

        backend.auth.administration().setActive(user.id(), true, ClientInfo.LOCAL);
        backend.loginByCode(email, code, home);
    }

    @Test
    void loginByCode_afterTheUserMovedToAnotherAddress_isRefused() {
        VerificationCode code = code();
        EmailAddress next = Samples.email();
        Principal principal = backend.principal(backend.login(email, Backend.PASSWORD, home));
        backend.auth
                .account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        principal,
                        next,
                        backend.code(next, CodePurpose.CHANGE_EMAIL),
                        new PasswordAttempt(Backend.PASSWORD),
                        Language.ENGLISH,
                        home));

        assertThat(refused(code, home)).isEqualTo(NOT_FOUND);
        assertThat(refused(backend.auth, next, code, home)).isEqualTo(NOT_FOUND);
    }

    @Test
    void loginByCode_bySixteenAtOnceWithOneCode_opensOneSession() {
        VerificationCode code = code();
        int before = sessions();

        List<Race.Result<SignedIn>> results = Race.run(16, i -> () -> backend.loginByCode(email, code, home));

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !result.succeeded())
                .allSatisfy(result -> assertThat(((AuthException) result.failure()).error())
                        .isIn(NOT_FOUND, new AuthError.RateLimited(Duration.ofMinutes(15))));
        assertThat(sessions()).isEqualTo(before + 1);
    }

    private int sessions() {
        return backend.store.sessions().list(user.id(), backend.clock.instant()).size();
    }

    @Test
    void loginByCode_withoutTheClaimsOfTheHostApplication_leavesTheCode() {
        VerificationCode code = code();
        Auth failing = backend.builder()
                .claims((who, session) -> {
                    throw new IllegalStateException("claims");
                })
                .build();

        assertThatExceptionOfType(AuthUnavailableException.class)
                .isThrownBy(() -> failing.loginByCode().handle(new LoginByCode.Command(email, code, home)));

        backend.loginByCode(email, code, home);
    }

    @Test
    void loginByCode_whereItIsNotOffered_doesNotExist() {
        VerificationCode code = code();
        Auth without = backend.builder().loginByCode(false).build();
        SendCode.Command request = new SendCode.Command(email, CodePurpose.LOGIN, Language.ENGLISH, home);

        assertThat(without.offersLoginByCode()).isFalse();
        assertThat(refused(without, email, code, home)).isEqualTo(NOT_OFFERED);
        assertThat(refusal(() -> without.sendCode().handle(request))).isEqualTo(NOT_OFFERED);
        backend.loginByCode(email, code, home);
    }

    @Test
    void offersLoginByCode_byDefault_isFalse() {
        assertThat(new AuthBuilder()
                        .store(backend.store)
                        .mailer(backend.mailer)
                        .passwords(new InMemoryPasswordHasher(Samples.random()))
                        .tokens(new InMemoryTokenSigner(Samples.random(), backend.clock))
                        .limiter(new InMemoryRateLimiter(backend.clock))
                        .events(backend.events)
                        .secret(new byte[32])
                        .build()
                        .offersLoginByCode())
                .isFalse();
    }

    @Test
    void wrongCodes_fromOneAddress_stopCodesForThatPairAsWrongPasswordsDo() {
        VerificationCode code = code();
        Auth auth = limited(3, 100, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(refused(auth, email, wrong(code), elsewhere)).isEqualTo(WRONG);
        }

        assertThat(refused(auth, email, code, elsewhere)).isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        auth.loginByCode().handle(new LoginByCode.Command(email, code, home));
    }

    @Test
    void wrongPasswords_fromOneAddress_stopTheRightCodeFromThereAndLeaveIt() {
        VerificationCode code = code();
        Auth auth = limited(3, 100, 100);
        for (int i = 0; i < 3; i++) {
            failedLogin(auth, email, elsewhere);
        }

        assertThat(refused(auth, email, code, elsewhere)).isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        assertThat(refused(auth, email, wrong(code), home)).isEqualTo(WRONG);
        auth.loginByCode().handle(new LoginByCode.Command(email, code, home));
    }

    @Test
    void wrongPasswords_forAnyEmail_leaveWrongCodesAsTheyAre() {
        Auth auth = limited(3, 100, 100);
        for (EmailAddress either : List.of(email, Samples.email())) { // the second one is not registered
            for (int i = 0; i < 3; i++) {
                failedLogin(auth, either, elsewhere);
            }
            assertThat(refused(auth, either, new VerificationCode("000000"), elsewhere))
                    .isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void wrongCodesAndPasswords_forOneEmail_shareItsLimitOfTheDay() {
        backend.login(email, Backend.PASSWORD, home);
        VerificationCode code = code();
        Auth auth = limited(100, 4, 100);
        assertThat(refused(auth, email, wrong(code), elsewhere)).isEqualTo(WRONG);
        assertThat(refused(auth, email, wrong(code), elsewhere)).isEqualTo(WRONG);
        failedLogin(auth, email, elsewhere);
        failedLogin(auth, email, elsewhere);

        AuthError limited = new AuthError.RateLimited(Duration.ofHours(24));
        assertThat(failedLogin(auth, email, elsewhere)).isEqualTo(limited);
        assertThat(refused(auth, email, code, elsewhere)).isEqualTo(limited);
        auth.loginByCode().handle(new LoginByCode.Command(email, code, home)); // a known address
    }

    @Test
    void wrongCodesAndPasswords_fromOneAddress_shareItsLimit() {
        VerificationCode code = code();
        Auth auth = limited(100, 100, 4);
        assertThat(refused(auth, email, wrong(code), elsewhere)).isEqualTo(WRONG);
        assertThat(refused(auth, Samples.email(), code, elsewhere)).isEqualTo(NOT_FOUND);
        failedLogin(auth, email, elsewhere);
        failedLogin(auth, Samples.email(), elsewhere);

        assertThat(refused(auth, email, code, elsewhere)).isEqualTo(new AuthError.RateLimited(Duration.ofMinutes(15)));
        assertThat(failedLogin(auth, email, elsewhere)).isInstanceOf(AuthError.RateLimited.class);
    }

    /** Nobody can close the owner's door by codes that were never asked for. */
    @Test
    void tries_withoutALiveCode_costTheEmailNothing() {
        Auth auth = limited(2, 2, 100);
        for (int i = 0; i < 10; i++) {
            assertThat(refused(auth, email, new VerificationCode("123456"), elsewhere))
                    .isEqualTo(NOT_FOUND);
        }

        VerificationCode code = code();
        auth.login().handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), elsewhere));
        auth.loginByCode().handle(new LoginByCode.Command(email, code, elsewhere));
    }

    @Test
    void loginByCode_thatSucceeds_countsAsNoFailure() {
        Auth auth = limited(1, 1, 1);
        for (int i = 0; i < 5; i++) {
            VerificationCode code = code();
            auth.loginByCode().handle(new LoginByCode.Command(email, code, elsewhere));
        }
    }

    @Test
    void wrongCodesToSignIn_countAmongTheTwentyOfTheDay() {
        for (int i = 0; i < 4; i++) {
            VerificationCode code = code();
            for (int attempt = 0; attempt < VerificationCode.MAX_WRONG_TRIES; attempt++) {
                assertThat(refused(wrong(code), Samples.client("198.51.100." + (10 * i + attempt))))
                        .isEqualTo(WRONG);
            }
        }

        VerificationCode code = code();
        assertThat(refused(code, elsewhere)).isInstanceOf(AuthError.RateLimited.class);
        assertThat(refused(code, home)).isInstanceOf(AuthError.RateLimited.class);
    }
}
