/** MoonLight Auth in a Spring Boot application. */
package io.moonlight.auth.spring;
