#ifndef OFFHOOK_QUIET_H
#define OFFHOOK_QUIET_H

// quiet_alsa keeps libasound from writing its complaints to standard error.
void quiet_alsa(void);

#endif
