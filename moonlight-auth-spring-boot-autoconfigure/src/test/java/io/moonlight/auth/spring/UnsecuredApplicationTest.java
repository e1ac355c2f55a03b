package io.moonlight.auth.spring;

import static io.moonlight.auth.spring.WebApplication.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.spring.actuate.AuthHealthAutoConfiguration;
import io.moonlight.auth.spring.actuate.AuthMetricsAutoConfiguration;
import io.moonlight.auth.spring.web.AuthWebAutoConfiguration;
import io.moonlight.auth.spring.web.CurrentUser;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Without Spring Security. */
class UnsecuredApplicationTest {

    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration.class,
        AuthAutoConfiguration.class,
        AuthWebAutoConfiguration.class,
        AuthHealthAutoConfiguration.class,
        AuthMetricsAutoConfiguration.class
    })
    @Import({NotesController.class, Careless.class})
    static class Application {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    /** Takes every exception, as advice of an application may do. */
    @RestController
    static class Careless {

        @GetMapping("/careless")
        String careless(@CurrentUser Principal user) {
            return user.user().username().value();
        }

        @ExceptionHandler(Exception.class)
        @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
        String fault(Exception fault) {
            return "fault";
        }
    }

    @Test
    void currentUser_ofAController_isGuardedByItself() throws Exception {
        try (WebApplication app = WebApplication.start(Application.class)) {
            JsonNode ada = app.register("ada");

            assertThat(json(app.get("/me", ""), 401).path("error").asString()).isEqualTo("INVALID_TOKEN");
            assertThat(json(app.get("/careless", ""), 401).path("error").asString())
                    .isEqualTo("INVALID_TOKEN");
            String token = "Bearer " + ada.path("tokens").path("access_token").asString();
            assertThat(json(app.get("/me", token), 200).path("userName").asString())
                    .isEqualTo("ada");
            assertThat(app.get("/public", "").body()).isEqualTo("open");
            assertThat(json(app.get("/rejected", ""), 401).path("error").asString())
                    .isEqualTo("INVALID_TOKEN");
            assertThat(app.get("/nowhere", "").statusCode()).isEqualTo(404);
            assertHealthAndMetrics(app);
        }
    }

    private static void assertHealthAndMetrics(WebApplication app) {
        HealthIndicator health = app.bean(HealthIndicator.class);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("mailsWaiting", 0L);
        MeterRegistry registry = app.bean(MeterRegistry.class);
        app.bean(io.micrometer.core.instrument.binder.MeterBinder.class).bindTo(registry);
        assertThat(registry.get("moonlight.events")
                        .tag("type", "authn_code_requested")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("moonlight.hashing.lanes").gauge().value()).isPositive();
        Gauge mails = registry.get("moonlight.outbox.mails").gauge();
        while (Double.isNaN(mails.value())) { // until the first look at the outbox
            Thread.onSpinWait();
        }
        assertThat(mails.value()).isZero();
    }
}
