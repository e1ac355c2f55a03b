package io.moonlight.auth.spring.security;

import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.spring.web.AuthWebAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Users of MoonLight Auth in Spring Security: bearer tokens are authenticated in every chain that is built with {@link
 * HttpSecurity}, and annotations such as {@code @PreAuthorize} work. If the application has no chain, all but the calls of the
 * API needs a signed-in user.
 *
 * <p><b>Threading.</b> Called by the thread that creates the beans.
 */
@AutoConfiguration(
        after = AuthWebAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableMethodSecurity
public class AuthSecurityAutoConfiguration {

    private static final int BEFORE_CHAINS = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    @Order(BEFORE_CHAINS)
    CallsFilterChain moonlightAuthCalls(HttpApi api) {
        return new CallsFilterChain(api);
    }

    /** A browser adds no bearer token by itself, so that such a request needs no other protection against forgery. */
    @Bean
    Customizer<HttpSecurity> moonlightAuthBearer(HttpApi api) {
        RequestMatcher bearer = BearerFilter::hasToken;
        ApiRejections rejections = new ApiRejections(api);
        return http -> http.addFilterBefore(new BearerFilter(api), AnonymousAuthenticationFilter.class)
                .csrf(csrf -> csrf.ignoringRequestMatchers(bearer))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(rejections, bearer)
                        .defaultAccessDeniedHandlerFor(rejections, bearer));
    }

    @Bean
    @ConditionalOnMissingBean(value = SecurityFilterChain.class, ignored = CallsFilterChain.class)
    SecurityFilterChain moonlightAuthChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Spring Boot would make a user with a password of its own otherwise. */
    @Bean
    @ConditionalOnMissingBean({AuthenticationManager.class, AuthenticationProvider.class, UserDetailsService.class})
    AuthenticationManager moonlightAuthNoOtherUsers() {
        return attempt -> {
            throw new ProviderNotFoundException("users sign in by the calls of MoonLight Auth");
        };
    }
}
