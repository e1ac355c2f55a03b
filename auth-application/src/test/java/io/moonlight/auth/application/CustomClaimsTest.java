package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.ClaimsSource;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What access tokens tell other services: roles, and the claims of the host application. */
class CustomClaimsTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final ClaimsSource TENANT =
            (user, session) -> Map.of("tenant", user.username().value());

    /** Keeps what each token publishes. */
    private static final class Signer implements TokenSigner {

        private final TokenSigner signer;
        private final Map<String, PublishedClaims> published = new ConcurrentHashMap<>();

        Signer(TokenSigner signer) {
            this.signer = signer;
        }

        @Override
        public String sign(TokenClaims claims, PublishedClaims more) {
            String token = signer.sign(claims, more);
            published.put(token, more);
            return token;
        }

        @Override
        public Optional<TokenClaims> verify(String token, TokenType type) {
            return signer.verify(token, type);
        }
    }

    private final AtomicReference<ClaimsSource> source = new AtomicReference<>(TENANT);
    private final Backend backend = new Backend();
    private final Signer signer = new Signer(new InMemoryTokenSigner(Samples.random(), backend.clock));
    private final EmailAddress email = Samples.email();
    private final User user = backend.register(email).user();
    private final Auth auth = auth(LONG);

    private Auth auth(Duration timeout) {
        return backend.builder()
                .tokens(signer)
                .claims((who, session) -> source.get().claims(who, session))
                .claimsTimeout(timeout)
                .build();
    }

    private SignedIn login() {
        return auth.login().handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), ClientInfo.LOCAL));
    }

    private Tokens refresh(Auth by, Tokens tokens) {
        return by.refresh().handle(new Refresh.Command(tokens.refresh(), ClientInfo.LOCAL));
    }

    private PublishedClaims published(String token) {
        return signer.published.get(token);
    }

    private static AuthUnavailableException fault(ThrowingCallable call) {
        AuthUnavailableException fault = catchThrowableOfType(AuthUnavailableException.class, call);
        assertThat(fault).as("a fault was expected").isNotNull();
        assertThat(fault.part()).isEqualTo("claims source");
        return fault;
    }

    private int openSessions() {
        return backend.store.sessions().list(user.id(), backend.clock.instant()).size();
    }

    @Test
    void login_andRefresh_publishRolesAsTheyAreAndTheClaimsInAccessTokensAlone() {
        CustomClaims tenant = new CustomClaims(Map.of("tenant", user.username().value()));
        Roles roles = Roles.of(List.of("editor"));

        SignIn signIn = new SignIn(AuthMethod.PASSWORD, backend.clock.instant());
        Tokens first = login().tokens();
        assertThat(published(first.access())).isEqualTo(new PublishedClaims(Roles.NONE, Optional.of(signIn), tenant));
        assertThat(published(first.refresh())).isEqualTo(PublishedClaims.NONE);

        auth.administration().setRoles(user.id(), roles, ClientInfo.LOCAL);
        backend.clock.advance(Duration.ofMinutes(5));
        Tokens second = refresh(auth, first);
        assertThat(published(second.access())).isEqualTo(new PublishedClaims(roles, Optional.of(signIn), tenant));
        assertThat(published(second.refresh())).isEqualTo(PublishedClaims.NONE);
        assertThat(auth.authenticate(first.access()).hasRole("editor")).isTrue();
        assertThat(auth.authenticate(second.access()).signIn()).isEqualTo(signIn);
    }

    @Test
    void claims_areAskedForTheUserAndTheSessionOfTheToken() {
        AtomicReference<SessionId> asked = new AtomicReference<>();
        source.set((who, session) -> {
            asked.set(session);
            return Map.of("id", who.id().value());
        });

        Tokens tokens = login().tokens();

        assertThat(auth.authenticate(tokens.access()).session()).isEqualTo(asked.get());
        assertThat(published(tokens.access()).custom().values())
                .isEqualTo(Map.of("id", user.id().value()));
        Tokens next = refresh(auth, tokens);
        assertThat(auth.authenticate(next.access()).session()).isEqualTo(asked.get());
    }

    @Test
    void login_withASourceThatFails_isAFaultAndOpensNoSession() {
        int before = openSessions();
        source.set((who, session) -> {
            throw new IllegalStateException("secret of the source");
        });
        assertThat(fault(this::login)).hasMessageNotContaining("secret");
        source.set((who, session) -> Map.of("sub", "1"));
        fault(this::login);
        source.set((who, session) -> Map.of("roles", List.of("admin")));
        fault(this::login);
        source.set((who, session) -> null);
        fault(this::login);
        source.set((who, session) -> {
            throw new StackOverflowError();
        });
        fault(this::login);

        assertThat(openSessions()).isEqualTo(before);
        source.set(TENANT);
        login();
        assertThat(openSessions()).isEqualTo(before + 1);
    }

    @Test
    void refresh_duringAnOutageOfTheSource_doesNotUseUpTheToken() {
        Tokens tokens = login().tokens();
        source.set((who, session) -> {
            throw new IllegalStateException("outage");
        });
        fault(() -> refresh(auth, tokens));
        backend.pass(Duration.ofHours(1));
        fault(() -> refresh(auth, tokens));

        source.set(TENANT);
        Tokens next = refresh(auth, tokens);

        assertThat(published(next.access()).custom().values()).containsKey("tenant");
    }

    @Test
    void refresh_ofARotatedTokenAfterTheGracePeriod_stillEndsTheSession() {
        Tokens tokens = login().tokens();
        Tokens next = refresh(auth, tokens);
        backend.pass(Duration.ofMinutes(1));

        assertThat(Backend.refusal(() -> refresh(auth, tokens))).isEqualTo(new AuthError.InvalidRefreshToken());
        assertThat(Backend.refusal(() -> refresh(auth, next))).isEqualTo(new AuthError.InvalidRefreshToken());
    }

    @Test
    void login_withASourceThatHangs_isAFaultAndInterruptsIt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        source.set((who, session) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Map.of();
        });
        Auth hasty = auth(Duration.ofMillis(1));

        do { // a look-up that is over before its thread has begun is dropped, and interrupts nothing
            fault(() -> hasty.login()
                    .handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), ClientInfo.LOCAL)));
        } while (!interrupted.await(10, TimeUnit.MILLISECONDS));
    }

    @Test
    void login_byManyWhileTheSourceIgnoresTheInterrupt_isAFaultForEachAndWorksAfterwards() {
        CountDownLatch release = new CountDownLatch(1);
        source.set((who, session) -> {
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // hangs on
                }
            }
            return Map.of();
        });
        Auth hasty = auth(Duration.ofMillis(1));
        Tokens tokens = backend.login(email, Backend.PASSWORD, ClientInfo.LOCAL).tokens();

        List<Race.Result<Tokens>> results = Race.run(48, i -> () -> refresh(hasty, tokens));

        assertThat(results).allMatch(result -> !result.succeeded());
        release.countDown();
        source.set(TENANT);
        assertThat(login().tokens().access()).isNotEmpty();
    }

    @Test
    void claims_areAskedWithTheLogContextOfTheCaller() {
        AtomicReference<String> seen = new AtomicReference<>();
        source.set((who, session) -> {
            seen.set(MDC.get("request_id"));
            return Map.of();
        });
        MDC.put("request_id", "r-1");
        try {
            login();
        } finally {
            MDC.remove("request_id");
        }
        assertThat(seen.get()).isEqualTo("r-1");
    }
}
