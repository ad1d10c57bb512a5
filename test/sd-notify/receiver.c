/* Stands where systemd would: binds a Unix datagram socket, then prints each datagram in hexadecimal on a line. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(int count, char **values) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  unsigned char data[8192];
  if (count != 2 || strlen(values[1]) >= sizeof address.sun_path) return 2;
  size_t length = strlen(values[1]);
  memcpy(address.sun_path, values[1], length);
  if (values[1][0] == '@') address.sun_path[0] = 0;
  int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, offsetof(struct sockaddr_un, sun_path) + length) < 0) return 1;
  setvbuf(stdout, NULL, _IOLBF, 0);
  puts("ready");
  for (;;) {
    ssize_t size = recv(fd, data, sizeof data, 0);
    if (size < 0) return 1;
    for (ssize_t i = 0; i < size; i++) printf("%02x", data[i]);
    puts("");
  }
}
