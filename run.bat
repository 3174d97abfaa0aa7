@echo off
rem Achter de voordeur on Windows: double-click. The first time it sets everything up; that takes a few minutes.
setlocal
cd /d "%~dp0"
where py >nul 2>nul && (set "PYTHON=py -3") || (set "PYTHON=python")
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
    echo Python 3.11 of nieuwer is nodig. Haal het op bij https://www.python.org/downloads/ en probeer het opnieuw.
    pause
    exit /b 1
)
if not exist .venv\Scripts\python.exe %PYTHON% -m venv .venv || goto failed
fc /b requirements.txt .venv\installed.txt >nul 2>nul
if errorlevel 1 (
    echo Eenmalig: de onderdelen worden geinstalleerd...
    .venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt || goto failed
    copy /y requirements.txt .venv\installed.txt >nul
)
start "" /b cmd /c "timeout /t 12 /nobreak >nul & start http://localhost:8501"
.venv\Scripts\python -m adv run
if errorlevel 1 goto failed
exit /b 0

:failed
echo Het starten is niet gelukt. De regels hierboven zeggen waarom.
pause
exit /b 1
