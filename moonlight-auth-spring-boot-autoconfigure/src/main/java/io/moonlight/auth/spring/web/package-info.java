/** The calls of MoonLight Auth, and the caller of the application's own controllers, in a servlet application. */
package io.moonlight.auth.spring.web;
