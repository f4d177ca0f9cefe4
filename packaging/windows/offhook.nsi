; The installer for Windows, for the whole machine. installer.sh calls makensis with
; VERSION, QUAD (four numbers), FOLDER (what goes in), OUT, and SIGN (a program that
; signs what it is given).
;
;   setup.exe /S                installs, or replaces what is installed, without a question
;   setup.exe /S /NOFIREWALL    and leaves the firewall alone
;   setup.exe /S /D=C:\Folder   into another folder (last, and without quotes)
;   uninstall.exe /S            removes it
;
; Exit codes: 0 done, 1 somebody gave up, 2 it failed or was refused: Offhook runs.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 96 ; holds the first program when the second, which is alike, comes
RequestExecutionLevel admin
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

!uninstfinalize '"${SIGN}" "%1"'
Name "Offhook"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Offhook"
ManifestDPIAware true
ManifestSupportedOS Win10 ; to be told the true version
BrandingText "Offhook ${VERSION}"

VIProductVersion "${QUAD}"
VIFileVersion "${QUAD}"
VIAddVersionKey ProductName "Offhook"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Installer of Offhook, agent softphone"
VIAddVersionKey CompanyName "The Offhook Authors"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${FOLDER}/offhook.ico"
!define MUI_UNICON "${FOLDER}/offhook.ico"
!insertmacro MUI_PAGE_LICENSE "${FOLDER}/LICENSE.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE German
!insertmacro MUI_LANGUAGE Spanish
!insertmacro MUI_LANGUAGE French
!insertmacro MUI_LANGUAGE PortugueseBR

LangString Running ${LANG_ENGLISH} "Offhook is running, perhaps with a call. Quit it and try again."
LangString Running ${LANG_GERMAN} "Offhook läuft, vielleicht mit einem Gespräch. Bitte beenden und noch einmal versuchen."
LangString Running ${LANG_SPANISH} "Offhook está en marcha, quizá con una llamada. Ciérrelo e inténtelo de nuevo."
LangString Running ${LANG_FRENCH} "Offhook est en cours d’exécution, peut-être avec un appel. Quittez-le et réessayez."
LangString Running ${LANG_PORTUGUESEBR} "O Offhook está em execução, talvez com uma chamada. Feche-o e tente de novo."
LangString TooOld ${LANG_ENGLISH} "Offhook needs Windows 10 or newer."
LangString TooOld ${LANG_GERMAN} "Offhook braucht Windows 10 oder neuer."
LangString TooOld ${LANG_SPANISH} "Offhook necesita Windows 10 o posterior."
LangString TooOld ${LANG_FRENCH} "Offhook nécessite Windows 10 ou une version plus récente."
LangString TooOld ${LANG_PORTUGUESEBR} "O Offhook precisa do Windows 10 ou mais recente."

!define LIST "Software\Microsoft\Windows\CurrentVersion\Uninstall\Offhook"
!define SENDER "Software\Classes\AppUserModelId\org.offhook.Offhook"
!define PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths\offhook.exe"

; Windows does not let a program that runs be written, and an agent may have a call,
; in another session too.
!macro RefuseWhileRunning PROGRAM
	${If} ${FileExists} "$INSTDIR\${PROGRAM}"
		ClearErrors
		FileOpen $0 "$INSTDIR\${PROGRAM}" a
		${If} ${Errors}
			MessageBox MB_OK|MB_ICONSTOP "$(Running)" /SD IDOK
			SetErrorLevel 2
			Quit
		${EndIf}
		FileClose $0
	${EndIf}
!macroend

!macro Firewall RULE
	nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall ${RULE}'
	Pop $0 ; a machine whose firewall is another's has its own rules
!macroend

!macro DeleteFiles
	Delete "$INSTDIR\offhook.exe"
	Delete "$INSTDIR\offhook.com"
	Delete "$INSTDIR\offhook.ico"
	Delete "$INSTDIR\LICENSE.txt"
	Delete "$INSTDIR\libraries.txt"
	Delete "$INSTDIR\CHANGELOG.md"
	Delete "$INSTDIR\docs\*.md"
	Delete "$INSTDIR\docs\adr\*.md"
	Delete "$INSTDIR\docs\images\*.png"
	RMDir "$INSTDIR\docs\adr"
	RMDir "$INSTDIR\docs\images"
	RMDir "$INSTDIR\docs"
!macroend

; The desktop reads anew who opens what.
!macro Tell
	System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
	${IfNot} ${AtLeastWin10}
		MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
		SetErrorLevel 2
		Quit
	${EndIf}
	SetRegView 64
	; What is installed is replaced where it is, unless /D says another folder.
	ReadRegStr $1 HKLM "Software\Offhook" "Folder"
	${If} $1 != ""
	${AndIf} $INSTDIR == "$PROGRAMFILES64\Offhook"
		StrCpy $INSTDIR $1
	${EndIf}
	!insertmacro RefuseWhileRunning offhook.exe
	!insertmacro RefuseWhileRunning offhook.com
FunctionEnd

Section
	SetRegView 64
	SetShellVarContext all
	!insertmacro DeleteFiles
	SetOutPath "$INSTDIR"
	ClearErrors
	File "${FOLDER}/offhook.exe"
	File "${FOLDER}/offhook.com"
	File "${FOLDER}/offhook.ico"
	File "${FOLDER}/LICENSE.txt"
	File "${FOLDER}/libraries.txt"
	File "${FOLDER}/CHANGELOG.md"
	File /r "${FOLDER}/docs"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortcut "$SMPROGRAMS\Offhook.lnk" "$INSTDIR\offhook.exe"

	; tel: and callto: by Capabilities: Windows offers Offhook, and the user or the
	; administrator's default associations choose. After -- nothing is a flag,
	; whatever quotes a link has in it.
	WriteRegStr HKLM "Software\Offhook" "Folder" "$INSTDIR"
	WriteRegStr HKLM "Software\Offhook\Capabilities" "ApplicationName" "Offhook"
	WriteRegStr HKLM "Software\Offhook\Capabilities" "ApplicationDescription" "Agent softphone for Avaya Call Center Elite"
	WriteRegStr HKLM "Software\Offhook\Capabilities" "ApplicationIcon" "$INSTDIR\offhook.exe,0"
	WriteRegStr HKLM "Software\Offhook\Capabilities\UrlAssociations" "tel" "Offhook.Link"
	WriteRegStr HKLM "Software\Offhook\Capabilities\UrlAssociations" "callto" "Offhook.Link"
	WriteRegStr HKLM "Software\RegisteredApplications" "Offhook" "Software\Offhook\Capabilities"
	WriteRegStr HKLM "Software\Classes\Offhook.Link" "" "Telephone number"
	WriteRegStr HKLM "Software\Classes\Offhook.Link" "URL Protocol" ""
	WriteRegStr HKLM "Software\Classes\Offhook.Link\DefaultIcon" "" "$INSTDIR\offhook.exe,0"
	WriteRegStr HKLM "Software\Classes\Offhook.Link\shell\open\command" "" '"$INSTDIR\offhook.exe" run -- "%1"'
	; The buttons of a ringing call's message open links of our own; and what Windows
	; calls who shows messages.
	WriteRegStr HKLM "Software\Classes\offhook" "" "URL:Offhook"
	WriteRegStr HKLM "Software\Classes\offhook" "URL Protocol" ""
	WriteRegStr HKLM "Software\Classes\offhook\DefaultIcon" "" "$INSTDIR\offhook.exe,0"
	WriteRegStr HKLM "Software\Classes\offhook\shell\open\command" "" '"$INSTDIR\offhook.exe" run -- "%1"'
	WriteRegStr HKLM "${SENDER}" "DisplayName" "Offhook"
	WriteRegStr HKLM "${SENDER}" "IconUri" "$INSTDIR\offhook.ico"
	; For Windows+R and the shell's start command.
	WriteRegStr HKLM "${PATHS}" "" "$INSTDIR\offhook.exe"
	WriteRegStr HKLM "${PATHS}" "Path" "$INSTDIR"

	WriteRegStr HKLM "${LIST}" "DisplayName" "Offhook"
	WriteRegStr HKLM "${LIST}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKLM "${LIST}" "DisplayIcon" "$INSTDIR\offhook.exe,0"
	WriteRegStr HKLM "${LIST}" "Publisher" "The Offhook Authors"
	WriteRegStr HKLM "${LIST}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKLM "${LIST}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKLM "${LIST}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKLM "${LIST}" "NoModify" 1
	WriteRegDWORD HKLM "${LIST}" "NoRepair" 1
	${If} ${Errors}
		SetErrorLevel 2
	${EndIf}
	${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
	IntFmt $0 "0x%08X" $0
	WriteRegDWORD HKLM "${LIST}" "EstimatedSize" "$0"

	; The caller's voice may come before ours has gone: RTP to the program, and nothing
	; else, is let in.
	!insertmacro Firewall 'delete rule name="Offhook (RTP)"'
	${GetParameters} $1
	ClearErrors
	${GetOptions} $1 "/NOFIREWALL" $2
	${If} ${Errors}
		!insertmacro Firewall 'add rule name="Offhook (RTP)" dir=in action=allow protocol=udp program="$INSTDIR\offhook.exe"'
	${EndIf}
	!insertmacro Tell
SectionEnd

Function un.onInit
	SetRegView 64
	!insertmacro RefuseWhileRunning offhook.exe
	!insertmacro RefuseWhileRunning offhook.com
FunctionEnd

; What users have made (settings, history, logs) stays: it is in their profiles.
Section Uninstall
	SetRegView 64
	SetShellVarContext all
	Delete "$SMPROGRAMS\Offhook.lnk"
	!insertmacro DeleteFiles
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR"
	DeleteRegValue HKLM "Software\RegisteredApplications" "Offhook"
	DeleteRegKey HKLM "Software\Classes\Offhook.Link"
	DeleteRegKey HKLM "Software\Classes\offhook"
	DeleteRegKey HKLM "${SENDER}"
	DeleteRegKey HKLM "${PATHS}"
	DeleteRegKey HKLM "Software\Offhook"
	DeleteRegKey HKLM "${LIST}"
	!insertmacro Firewall 'delete rule name="Offhook (RTP)"'
	!insertmacro Tell
SectionEnd
