package io.moonlight.auth.domain.model.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.ClientInfo;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthEventTest {

    @Test
    void wire_ofEachType_isAsPublished() {
        assertThat(AuthEvent.Type.values())
                .extracting(AuthEvent.Type::wire)
                .containsExactly(
                        "user_created",
                        "user_created_fail",
                        "authn_login_success",
                        "authn_login_fail",
                        "session_renewed",
                        "session_renewed_fail",
                        "authn_token_reuse",
                        "session_ended",
                        "session_ended_fail",
                        "authn_code_requested",
                        "authn_code_requested_fail",
                        "authn_code_checked",
                        "authn_code_checked_fail",
                        "authn_password_reset",
                        "authn_password_reset_fail",
                        "authn_password_change",
                        "authn_password_change_fail",
                        "user_updated",
                        "user_updated_fail",
                        "authn_token_revoked",
                        "authn_token_revoked_fail",
                        "user_deleted",
                        "user_deleted_fail",
                        "authz_fail",
                        "authz_change",
                        "authz_admin",
                        "authz_admin_fail",
                        "sensitive_read",
                        "excess_rate_limit_exceeded",
                        "mail_expired",
                        "mail_refused");
    }

    @ParameterizedTest
    @EnumSource
    void ofWire_ofEachSpelling_isItsType(AuthEvent.Type type) {
        assertThat(AuthEvent.Type.ofWire(type.wire())).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USER_CREATED", "user_created ", "REGISTERED", "user_create"})
    void ofWire_ofAnythingElse_isEmpty(String wire) {
        assertThat(AuthEvent.Type.ofWire(wire)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wrong", "code wrong", "code-wrong", "code_wrong\n", "a***@example.org", "\u00e9"})
    void new_ofADetailThatIsMoreThanWords_isAnError(String detail) {
        assertThatIllegalArgumentException().isThrownBy(() -> withDetail(detail));
    }

    @Test
    void new_ofADetailOf64And65Characters_isTakenAndAnError() {
        assertThat(withDetail("az_9".repeat(16)).detail()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> withDetail("x".repeat(65)));
    }

    private static AuthEvent withDetail(String detail) {
        return new AuthEvent(
                AuthEvent.Type.LOGIN_FAILED,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                "",
                detail,
                ClientInfo.LOCAL);
    }
}
