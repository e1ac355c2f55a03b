package io.moonlight.auth.spring.web;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.http.servlet.AuthServlet;
import io.moonlight.auth.spring.AuthAutoConfiguration;
import io.moonlight.auth.spring.AuthProperties;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The calls of the API as a servlet beside the application's controllers, and the caller as their argument.
 *
 * <p><b>Threading.</b> Called by the thread that creates the beans.
 */
@AutoConfiguration(after = AuthAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class AuthWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HttpApi moonlightAuthApi(Auth auth, AuthProperties properties, ObjectProvider<HttpApiCustomizer> customizers) {
        HttpApiBuilder api = HttpApi.builder(auth)
                .basePath(properties.basePath())
                .name(properties.appName())
                .defaultLanguage(properties.defaultLanguage())
                .corsOrigins(properties.corsOrigins());
        if (!properties.publicOrigin().isBlank()) {
            api.publicOrigin(properties.publicOrigin());
        }
        if (!properties.adminKey().isBlank()) {
            api.adminKey(properties.adminKey());
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(api));
        return api.build();
    }

    @Bean
    @ConditionalOnMissingBean(name = "moonlightAuthServlet")
    ServletRegistrationBean<AuthServlet> moonlightAuthServlet(HttpApi api) {
        AuthServlet servlet = new AuthServlet(api);
        ServletRegistrationBean<AuthServlet> registration = new ServletRegistrationBean<>(servlet, servlet.mappings());
        registration.setName("moonlightAuth");
        return registration;
    }

    /** For controllers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebMvcConfigurer.class)
    static class Controllers {

        @Bean
        WebMvcConfigurer moonlightAuthArguments(HttpApi api) {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new CurrentUserResolver(api));
                }
            };
        }

        @Bean
        NotSignedInResolver moonlightAuthRejections() {
            return new NotSignedInResolver();
        }

        @Bean
        AuthErrorResolver moonlightAuthErrors(HttpApi api) {
            return new AuthErrorResolver(api);
        }
    }
}
