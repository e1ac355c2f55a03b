package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.ChangeUsername;
import io.moonlight.auth.application.ExportUsers;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.Username;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A host application may print any result of any use case as JSON: none of them holds a password hash, except that of the
 * export, which is asked for hashes.
 */
class ResultsWithoutHashTest {

    private static final String ADA = "ada@example.org";

    private final Backend backend = new Backend();
    private final Auth auth = backend.auth;

    /** Prints all fields, private ones included; {@code java.time} and {@code Optional} as their text. */
    private static String json(Object result) throws Exception {
        SimpleModule texts = new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addSerializer(Optional.class, ToStringSerializer.instance);
        return new ObjectMapper()
                .registerModule(texts)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .writeValueAsString(result);
    }

    private SignedIn register() {
        EmailAddress email = new EmailAddress(ADA);
        auth.sendCode().handle(new SendCode.Command(email, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        VerificationCode code = new VerificationCode(backend.mailedCode(ADA));
        return auth.register()
                .handle(new Register.Command(
                        email, code, new Username("Ada"), new RawPassword("correct horse"), ClientInfo.LOCAL));
    }

    @Test
    void json_ofEveryResult_hasNoHash() throws Exception {
        SignedIn registered = register();
        User user = registered.user();
        String hash = backend.users.passwordHash(user.id()).orElseThrow().value();
        Principal principal = auth.authenticate(registered.tokens().access());

        List<Object> results = List.of(
                registered,
                principal,
                auth.login()
                        .handle(new Login.Command(
                                user.email(), new PasswordAttempt("correct horse"), ClientInfo.LOCAL)),
                auth.account()
                        .changeUsername()
                        .handle(new ChangeUsername.Command(principal, new Username("Eve"), ClientInfo.LOCAL)),
                auth.account().sessions().list(principal),
                auth.administration().read(user.id(), ClientInfo.LOCAL),
                auth.administration().setActive(user.id(), true, ClientInfo.LOCAL),
                auth.administration().list(new UserFilter("", ""), new PageRequest(1, 10), ClientInfo.LOCAL),
                auth.administration().events(AuditFilter.ALL, new PageRequest(1, 100), ClientInfo.LOCAL));

        for (Object result : results) {
            assertThat(json(result))
                    .hasSizeGreaterThan(10)
                    .doesNotContainIgnoringCase("hash")
                    .doesNotContain(hash);
        }
        assertThat(json(new LoginCandidate(user, new PasswordHash(hash), true))).contains(hash);
    }

    @Test
    void types_thatAnyCallReturns_neverHoldAHash() {
        Set<Class<?>> found = new HashSet<>();
        collect(Auth.class, found);

        assertThat(found)
                .contains(SignedIn.class, Principal.class, User.class)
                .contains(Page.class, OpenSession.class, RecordedEvent.class)
                .doesNotContain(PasswordHash.class, LoginCandidate.class, NewUser.class);
    }

    /** All types of this project that public methods lead to. */
    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        }
        if (type instanceof Class<?> plain && plain.getName().startsWith("io.moonlight.") && found.add(plain)) {
            for (Method method : plain.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && method.getReturnType() != ExportUsers.class) {
                    collect(method.getGenericReturnType(), found);
                }
            }
        }
    }
}
