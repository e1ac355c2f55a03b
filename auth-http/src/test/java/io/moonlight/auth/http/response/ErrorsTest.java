package io.moonlight.auth.http.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Fields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    private final Errors errors = new Errors(new Messages());

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "59999, 60", "60000, 60"})
    void of_aLimit_roundsTheWaitUp(long millis, long seconds) {
        AuthException limited = new AuthException(new AuthError.RateLimited(Duration.ofMillis(millis)));
        assertThat(errors.of(limited, List.of(), Language.CHINESE).retryAfter()).hasValue(seconds);
    }

    @Test
    void of_aFault_is503WithTheWait() {
        Answer.Failure error =
                errors.of(new AuthUnavailableException("hashing", Duration.ofSeconds(3)), List.of(), Language.CHINESE);
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.error()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(error.message()).isEqualTo("服务暂不可用");
        assertThat(error.retryAfter()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({
        "400, VALIDATION_ERROR, 数据验证失败",
        "401, AUTHENTICATION_ERROR, 认证失败",
        "403, FORBIDDEN, 没有权限",
        "404, NOT_FOUND, 资源不存在",
        "405, METHOD_NOT_ALLOWED, 不支持的请求方法",
        "408, VALIDATION_ERROR, 请求超时",
        "409, CONFLICT, 资源已存在",
        "413, PAYLOAD_TOO_LARGE, 请求体过大",
        "414, VALIDATION_ERROR, 请求地址过长",
        "415, UNSUPPORTED_MEDIA_TYPE, 不支持的媒体类型",
        "418, VALIDATION_ERROR, 数据验证失败",
        "429, RATE_LIMIT_ERROR, 请求过于频繁",
        "431, VALIDATION_ERROR, 请求头过大",
        "500, INTERNAL_ERROR, 服务器内部错误",
        "502, INTERNAL_ERROR, 服务器内部错误",
        "503, SERVICE_UNAVAILABLE, 服务暂不可用",
        "505, VALIDATION_ERROR, 数据验证失败"
    })
    void ofStatus_anyStatus_hasACodeAndAText(int status, String wire, String message) {
        Answer.Failure error = errors.ofStatus(status, Language.CHINESE);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.error()).isEqualTo(wire);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void of_aRuleAboutSeveralFields_namesTheFieldOfTheCall() {
        AuthException refusal = new AuthException(new AuthError.InvalidValue(FieldProblem.PASSWORD_IS_IDENTITY));
        assertThat(errors.of(
                                refusal,
                                List.of(Fields.EMAIL, Fields.CODE, Fields.USERNAME, Fields.PASSWORD),
                                Language.ENGLISH)
                        .errors())
                .extracting(Answer.Failure.FieldError::field)
                .containsExactly("password");
        assertThat(errors.of(refusal, List.of(Fields.EMAIL, Fields.CODE, Fields.NEW_PASSWORD), Language.ENGLISH)
                        .errors())
                .extracting(Answer.Failure.FieldError::field)
                .containsExactly("new_password");
    }
}
