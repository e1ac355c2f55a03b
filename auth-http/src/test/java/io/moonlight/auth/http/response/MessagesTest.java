package io.moonlight.auth.http.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.ErrorCode;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    private static final List<AuthError> ERRORS = Stream.<AuthError>concat(
                    Arrays.stream(AuthError.CodeRefused.Reason.values()).<AuthError>map(AuthError.CodeRefused::new),
                    Stream.of(
                            new AuthError.InvalidValue(FieldProblem.EMAIL_MALFORMED),
                            new AuthError.EmailTaken(),
                            new AuthError.EmailUnknown(),
                            new AuthError.UsernameTaken(),
                            new AuthError.UserNotFound(),
                            new AuthError.SessionNotFound(),
                            new AuthError.NotOffered(),
                            new AuthError.BadCredentials(),
                            new AuthError.AccountDisabled(),
                            new AuthError.RoleMissing(),
                            new AuthError.NotAdmitted(),
                            new AuthError.InvalidAccessToken(),
                            new AuthError.InvalidRefreshToken(),
                            new AuthError.RateLimited(Duration.ofSeconds(1))))
            .toList();

    private final Messages messages = new Messages();

    @Test
    void errors_ofThisTest_areAllThatThereAre() {
        assertThat(ERRORS.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(AuthError.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void keyOf_everyErrorProblemAndCode_hasAText(Language language) {
        ERRORS.forEach(error ->
                assertThat(messages.text(Messages.keyOf(error), language)).isNotBlank());
        for (FieldProblem problem : FieldProblem.values()) {
            assertThat(messages.text(Field.keyOf(problem), language)).isNotBlank();
        }
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(messages.text("code." + code.wire(), language)).isNotBlank();
        }
        for (String wire : Statuses.TRANSPORT_CODES.values()) {
            assertThat(messages.text("code." + wire, language)).isNotBlank();
        }
    }

    @Test
    void all_inBothLanguages_hasTheSameKeys() {
        assertThat(messages.all(Language.ENGLISH).keySet())
                .isEqualTo(messages.all(Language.CHINESE).keySet());
    }

    @Test
    void all_inEnglish_hasNoChineseLeftIn() {
        assertThat(messages.all(Language.ENGLISH).values())
                .allMatch(text -> text.chars().allMatch(c -> c < 128));
    }

    @Test
    void text_ofAnUnknownKey_isAMistake() {
        assertThatThrownBy(() -> messages.text("nothing", Language.CHINESE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "success, success",
        "success.codeSent, 验证码已发送",
        "success.codeValid, 验证码有效",
        "success.registered, 注册成功",
        "success.loggedIn, 登录成功",
        "success.passwordReset, 密码重置成功",
        "success.loggedOut, 已退出登录",
        "success.passwordChanged, 密码修改成功",
        "code.VALIDATION_ERROR, 数据验证失败",
        "code.AUTHENTICATION_ERROR, 认证失败",
        "code.INVALID_TOKEN, 无效的访问令牌",
        "code.FORBIDDEN, 没有权限",
        "code.NOT_FOUND, 资源不存在",
        "code.METHOD_NOT_ALLOWED, 不支持的请求方法",
        "code.CONFLICT, 资源已存在",
        "code.PAYLOAD_TOO_LARGE, 请求体过大",
        "code.UNSUPPORTED_MEDIA_TYPE, 不支持的媒体类型",
        "code.RATE_LIMIT_ERROR, 请求过于频繁",
        "code.INTERNAL_ERROR, 服务器内部错误",
        "code.SERVICE_UNAVAILABLE, 服务暂不可用",
        "error.CodeRefused.NOT_FOUND, 验证码不存在",
        "error.CodeRefused.EXPIRED, 验证码已过期",
        "error.CodeRefused.WRONG, 验证码错误",
        "error.CodeRefused.EXHAUSTED, 验证码错误次数过多，请重新获取",
        "error.EmailTaken, 该邮箱已注册",
        "error.EmailUnknown, 该邮箱未注册",
        "error.UsernameTaken, 该用户名已被使用",
        "error.UserNotFound, 用户不存在",
        "error.BadCredentials, 邮箱或密码错误",
        "error.AccountDisabled, 账号已被禁用",
        "error.InvalidAccessToken, 无效的访问令牌",
        "error.InvalidRefreshToken, 无效的刷新令牌",
        "field.usernameMalformed, 用户名必须以字母开头，只能包含字母、数字和下划线，长度3-20位"
    })
    void text_inChinese_isTheContracts(String key, String text) {
        assertThat(messages.text(key, Language.CHINESE)).isEqualTo(text);
    }
}
